import { KOMMUNER } from 'virtual:contract'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { AnswerOf, AskOf } from '../../lib/contract/routes.ts'
import { CANCEL_REASONS, LOOKUP_OUTCOMES, SERVICES } from '../../lib/contract/words.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { useNow } from '../parts/use-now.ts'
import './amk.css'
import { ChooseDialog } from '../parts/choose-dialog.tsx'
import { type Ask, canHold, FIRST_ASK, positionOf, type Row } from './ask.ts'
import { HelpDialog } from './help-dialog.tsx'
import { HoldCard } from './hold-card.tsx'
import { HoldDialog } from './hold-dialog.tsx'
import { type HeldBed, keepHolds, keptHolds, rememberKommune } from './kept.ts'
import { KommuneField } from './kommune-field.tsx'
import { PhoneList } from './phone-list.tsx'
import { RegionDrawing } from './region-drawing.tsx'
import { readySound } from './sound.ts'
import { UnitList } from './unit-list.tsx'
import { type Keys, useKeys } from './use-keys.ts'
import { keyOfService, NEEDS, toggled, WhatFor } from './what-for.tsx'

const words = TEXT.amk
/** The whole region changes little: it tells where kommuner lie, and whom to ring. */
const REGION_MS = 60_000
const ANY_KOMMUNE = '1804'

type Open =
  | { readonly dialog: 'hold'; readonly row: Row }
  | { readonly dialog: 'cancel'; readonly held: HeldBed }
  | { readonly dialog: 'outcome' | 'help' }

/** One look, one key: where is a bed this patient may have, and hold it. */
export function DispatcherPage() {
  const now = useNow()
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLElement>(null)
  const [ask, setAsk] = useState<Ask>(FIRST_ASK)
  const [open, setOpen] = useState<Open>()
  const [chosen, setChosen] = useState<string>()
  const [areKeysOn, setKeysOn] = useState(true)
  const [news, setNews] = useState('')
  const [holds, setHolds] = useState(keptHolds)
  const close = () => setOpen(undefined)
  const changeHolds = useCallback((change: (before: readonly HeldBed[]) => readonly HeldBed[]) => {
    setHolds((before) => {
      const after = change(before)
      keepHolds(after)
      return after
    })
  }, [])

  useEffect(readySound, [])
  // Before the page is painted: a hurried hand's first letters must not fall beside the field and leave another kommune.
  useLayoutEffect(() => field.current?.focus(), [])

  const region = usePolled('find-beds', { query: { kommune: ANY_KOMMUNE } }, { everyMs: REGION_MS })
  const everyUnit = region.answer?.units ?? []
  const { kommune, service, needs } = ask
  const position = positionOf(kommune, everyUnit)
  const query = kommune === null ? null : { kommune, service, needs: needs.join(','), ...position }
  const lookup = usePolled('find-beds', query && { query }, { followUp: repeatLookup })
  const rows = lookup.answer?.units ?? []
  const selected = rows.find(({ unitId }) => unitId === chosen) ?? rows.find(canHold) ?? rows[0]
  const kommuneName = nameOf(kommune)
  const contact = kommune === null ? region : lookup

  const place = useIntent('place-hold', ({ unitId, holdId }) => {
    const unit = everyUnit.find((row) => row.unitId === unitId)
    if (unit)
      changeHolds((before) => [
        { unitId, holdId, unitName: unit.name, phone: unit.phone, kommune: kommuneName },
        ...before,
      ])
    setNews(words.heldNow(unit?.name ?? ''))
    close()
    lookup.refresh()
  })
  const cancel = useIntent('cancel-hold', () => {
    close()
    lookup.refresh()
  })
  const startOver = () => {
    setAsk(FIRST_ASK)
    setChosen(undefined)
    field.current?.focus()
  }
  const finish = useIntent('close-lookup', () => {
    close()
    startOver()
    setNews(words.lookupClosed)
  })

  const change = (part: Partial<Ask>) => setAsk((before) => ({ ...before, ...part }))
  const choose = (kommunenummer: string) => {
    rememberKommune(kommunenummer)
    change({ kommune: kommunenummer })
    setChosen(undefined)
    results.current?.focus({ preventScroll: true })
  }
  const select = (unitId: string) => {
    setChosen(unitId)
    const name = document.getElementById(`row-${unitId}`)
    name?.focus()
    name?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, (selected ? rows.indexOf(selected) : 0) + by))]
    if (next) select(next.unitId)
  }
  const askToHold = (row: Row | undefined) => {
    if (!row) return
    if (!canHold(row)) return setNews(words.cannotHold(row.name, row.phone))
    // One that nobody has answered yet goes on; a refused one is over, and a new hold is a new intent.
    if (place.standing.kind === 'refused') place.forget()
    setOpen({ dialog: 'hold', row })
  }
  const followHold = (held: HeldBed, next: { unitId: string; holdId: string }) => {
    const unit = everyUnit.find(({ unitId }) => unitId === next.unitId)
    const on: HeldBed = { ...held, ...next, unitName: unit?.name ?? next.unitId, phone: unit?.phone ?? '' }
    changeHolds((before) => (before.some(({ holdId }) => holdId === next.holdId) ? before : [on, ...before]))
  }

  const keys: Keys = {
    '/': () => field.current?.focus(),
    '?': () => setOpen({ dialog: 'help' }),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => askToHold(selected),
    h: () => askToHold(selected),
    n: startOver,
    u: () => lookup.answer && setOpen({ dialog: 'outcome' }),
    g: () => holds[0] && setOpen({ dialog: 'cancel', held: holds[0] }),
    ...Object.fromEntries(SERVICES.map((each, i) => [keyOfService(i), () => change({ service: each })])),
    ...Object.fromEntries(
      NEEDS.slice(0, 9).map((need, i) => [`shift+${i + 1}`, () => change({ needs: toggled(needs, need) })]),
    ),
  }
  useKeys(areKeysOn ? keys : NO_KEYS)

  return (
    <div class="amk">
      <h1 class="ds-sr-only">{words.title}</h1>
      <p class="news" role="status">
        {news}
      </p>
      <ul class="holds" aria-label={words.holds} hidden={holds.length === 0}>
        {holds.map((held, i) => (
          <HoldCard
            key={held.holdId}
            held={held}
            now={now}
            isFirst={i === 0}
            onPassedOn={(next) => followHold(held, next)}
            onCancel={() => setOpen({ dialog: 'cancel', held })}
            onPutAway={() => changeHolds((before) => before.filter(({ holdId }) => holdId !== held.holdId))}
            onNews={setNews}
          />
        ))}
      </ul>
      {place.standing.kind === 'unsure' && open?.dialog !== 'hold' && (
        <p class="ds-alert" data-color="warning" role="status">
          {words.holdUnsure}{' '}
          <button type="button" class="ds-button" data-variant="tertiary" onClick={place.forget}>
            {words.giveUp}
          </button>
        </p>
      )}
      <search class="amk-ask" aria-label={words.title}>
        <KommuneField chosen={kommune} onChosen={choose} input={field} />
        <WhatFor ask={ask} onChange={change} />
      </search>
      <section class="amk-results" ref={results} tabIndex={-1} aria-label={words.results(rows.length)}>
        <div class="amk-bar">
          <h2 class="ds-heading" data-size="xs">
            {kommune === null ? words.begin : words.found(rows.filter(canHold).length, rows.length, kommuneName)}
          </h2>
          <ConnectionState connection={contact.connection} heardAt={contact.heardAt} />
          {lookup.answer && (
            <button
              type="button"
              class="ds-button"
              data-variant="tertiary"
              data-size="sm"
              onClick={() => setOpen({ dialog: 'outcome' })}
            >
              {words.finish} <kbd>U</kbd>
            </button>
          )}
          <button
            type="button"
            class="ds-button"
            data-variant="tertiary"
            data-size="sm"
            onClick={() => setOpen({ dialog: 'help' })}
          >
            {words.help} <kbd>?</kbd>
          </button>
        </div>
        {lookup.problem && <Refusal problem={lookup.problem} />}
        {lookup.answer && rows.length === 0 && <p class="ds-paragraph">{words.nobodyOffers}</p>}
        <UnitList rows={rows} selected={selected?.unitId} now={now} onSelect={select} onHold={askToHold} />
      </section>
      <aside class="amk-side">
        <RegionDrawing
          rows={rows}
          selected={selected?.unitId}
          kommune={kommune}
          kommuneName={kommuneName}
          onSelect={select}
        />
        <PhoneList
          rows={rows.length > 0 ? rows : everyUnit}
          heardAt={contact.heardAt}
          isAsked={rows.length > 0}
          isShown={contact.connection === 'lost'}
        />
      </aside>
      {open?.dialog === 'hold' && (
        <HoldDialog
          row={open.row}
          ask={ask}
          kommuneName={kommuneName}
          standing={place.standing}
          onClose={close}
          onConfirm={(arrival) =>
            place.start({
              params: { unitId: open.row.unitId },
              body: {
                partyId: `k-${kommune}`,
                service,
                needs: [...needs],
                ...arrival,
                lookupId: lookup.answer?.lookupId ?? null,
                position: position ? { lat: Number(position.lat), lon: Number(position.lon) } : null,
              },
            })
          }
        />
      )}
      {open?.dialog === 'cancel' && (
        <ChooseDialog
          title={words.cancelTitle(open.held.unitName)}
          codes={CANCEL_REASONS}
          first="hospital-instead"
          button={words.cancel}
          standing={cancel.standing}
          onChosen={(reason) =>
            cancel.start({ params: { unitId: open.held.unitId, holdId: open.held.holdId }, body: { reason } })
          }
          onClose={close}
        />
      )}
      {open?.dialog === 'outcome' && lookup.answer && (
        <ChooseDialog
          title={words.finishTitle}
          codes={LOOKUP_OUTCOMES}
          first={holds.length > 0 ? 'held' : 'phoned'}
          button={words.finish}
          standing={finish.standing}
          onChosen={(outcome) =>
            finish.start({
              params: { lookupId: lookup.answer?.lookupId ?? '' },
              body: { outcome, reason: null, unitId: outcome === 'held' ? (holds[0]?.unitId ?? null) : null },
            })
          }
          onClose={close}
        />
      )}
      {open?.dialog === 'help' && (
        <HelpDialog areKeysOn={areKeysOn} onToggle={() => setKeysOn(!areKeysOn)} onClose={close} />
      )}
    </div>
  )
}

const NO_KEYS: Keys = {}
/** One search is one lookup, however often it is looked at. */
const repeatLookup = ({ query }: AskOf<'find-beds'>, { lookupId }: AnswerOf<'find-beds'>): AskOf<'find-beds'> => ({
  query: { ...query, lookupId },
})
const nameOf = (kommune: string | null): string =>
  KOMMUNER.find(({ kommunenummer }) => kommunenummer === kommune)?.name ?? ''
