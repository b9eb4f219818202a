import { useEffect, useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import type { Who } from '../session/local-sign-in.ts'
import { agreementChoices, kommuneChoices } from './choices.ts'
import { type Choice, Choose } from './choose.tsx'
import type { Region } from './use-region.ts'

const words = TEXT.signIn
const PARTNER: readonly string[] = ['own-kommune', 'agreement-partner']

/** A kommune's treasurer: first the kommune, then one of the agreements it is a party to. */
export function PartyDoor({ region, enter }: { region: Region; enter: (who: Who, path: string) => void }) {
  const [kommuner] = useState(kommuneChoices)
  const [kommune, setKommune] = useState(kommuner[0])
  const [agreements, setAgreements] = useState<readonly Choice[]>([])
  useEffect(() => {
    if (region.state !== 'here' || !kommune) return
    let isGone = false
    void region.seenBy(kommune.value).then((rows = []) => {
      const own = rows.filter(({ reasons }) => reasons.some((reason) => PARTNER.includes(reason)))
      return isGone || setAgreements(agreementChoices(own))
    })
    return () => {
      isGone = true
    }
  }, [region, kommune])
  return (
    <>
      <label class="ds-field">
        <span class="ds-label">{words.partyField}</span>
        <select
          class="ds-input"
          value={kommune?.value}
          onChange={({ currentTarget }) => setKommune(kommuner.find(({ value }) => value === currentTarget.value))}
        >
          {kommuner.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <Choose
        field={words.agreementField}
        button={words.partyButton}
        choices={agreements}
        onChosen={({ value }) => {
          if (!kommune) return
          const shownAs = words.financeOf(kommune.label)
          enter({ role: 'finance', org: `k-${kommune.value}`, shownAs }, `/okonomi/${value}`)
        }}
      />
    </>
  )
}
