import { GENDER_NEEDS, ROOM_NEEDS, SERVICES } from '../../lib/contract/words.ts'
import { TEXT, word } from '../i18n/nb.ts'
import type { Ask } from './ask.ts'

const words = TEXT.amk
/** What a dispatcher asks for most, after what the room itself must be. The rest is in each row's list. */
const CARE_NEEDS = ['oksygen', 'iv', 'telemetri', 'cpap'] as const
export const NEEDS: readonly string[] = [...ROOM_NEEDS, ...CARE_NEEDS, ...GENDER_NEEDS]
/** The keys that choose a service: 1 to 9, then 0; the last one has none. */
export const keyOfService = (i: number): string => (i < 9 ? String(i + 1) : i === 9 ? '0' : '')

type Props = { readonly ask: Ask; readonly onChange: (part: Partial<Ask>) => void }

export function WhatFor({ ask, onChange }: Props) {
  return (
    <>
      <fieldset class="chips">
        <legend class="ds-label">{words.service}</legend>
        {SERVICES.map((service, i) => (
          <label key={service} class="chip">
            <input
              type="radio"
              name="service"
              checked={ask.service === service}
              onChange={() => onChange({ service })}
            />
            {keyOfService(i) && <kbd>{keyOfService(i)}</kbd>} {word(service)}
          </label>
        ))}
      </fieldset>
      <fieldset class="chips">
        <legend class="ds-label">{words.needs}</legend>
        {NEEDS.map((need, i) => (
          <label key={need} class="chip">
            <input
              type="checkbox"
              checked={ask.needs.includes(need)}
              onChange={() => onChange({ needs: toggled(ask.needs, need) })}
            />
            {i < 9 && <kbd>⇧{i + 1}</kbd>} {word(need)}
          </label>
        ))}
      </fieldset>
    </>
  )
}

export const toggled = (needs: readonly string[], need: string): readonly string[] =>
  needs.includes(need) ? needs.filter((other) => other !== need) : [...needs, need]
