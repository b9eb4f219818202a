import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { CANCEL_REASONS, SERVICES } from '../../lib/contract/words.ts'
import { TEXT } from '../i18n/nb.ts'
import { clockTime } from '../i18n/time.ts'
import { ChooseDialog } from '../parts/choose-dialog.tsx'
import { ConnectionState } from '../parts/connection-state.tsx'
import { Later } from '../parts/later.tsx'
import { Refusal } from '../parts/refusal.tsx'
import { useIntent } from '../parts/use-intent.ts'
import { useSteady } from '../parts/use-steady.ts'
import { takeEarlyText } from '../shell/early-text.ts'
import './amk.css'
import { type Ask, canHold, FIRST_ASK, type Row } from './ask.ts'
import type { Asker } from './asker.ts'
import { AskerField } from './asker-field.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { HoldCard } from './hold-card.tsx'
import { HoldDialog } from './hold-dialog.tsx'
import { type HeldBed, keepAsk, keptAsk, rememberAsker, type Said, saidOf } from './kept.ts'
import { OutcomeDialog } from './outcome-dialog.tsx'
import { PhoneList } from './phone-list.tsx'
import { askedInstead, bedsTooMany, firstChoice, holding, isRefusal, refusalsIn } from './search-holds.ts'
import { readySound } from './sound.ts'
import { UnitList } from './unit-list.tsx'
import { useHeldBeds } from './use-held-beds.ts'
import { type Keys, useKeys } from './use-keys.ts'
import { useLookup } from './use-lookup.ts'
import { keyOfService, NEEDS, toggled, WhatFor } from './what-for.tsx'

const words = TEXT.amk
const regionDrawing = () => import('./region-drawing.tsx').then((part) => part.RegionDrawing)

type Open =
  | { readonly dialog: 'hold'; readonly row: Row }
  | { readonly dialog: 'cancel'; readonly held: HeldBed }
  | { readonly dialog: 'outcome' | 'help' }

/** One look, one key: where is a bed this patient may have, and hold it. */
export function DispatcherPage() {
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLElement>(null)
  const heldCards = useRef<HTMLUListElement>(null)
  const [early] = useState(takeEarlyText)
  const [ask, setAsk] = useState<Ask>(keptAsk)
  const [open, setOpen] = useState<Open>()
  const [chosen, setChosen] = useState<string>()
  const [areKeysOn, setKeysOn] = useState(true)
  const [news, setNews] = useState('')
  const close = () => setOpen(undefined)

  useEffect(readySound, [])
  useEffect(() => keepAsk(ask), [ask])
  // Before anything is painted, and after a dialog has gone: a hurried hand's first letters must not fall beside the field.
  const isBeginning = ask.asker === undefined
  const isWriting = useRef(early !== '')
  useLayoutEffect(() => {
    const next = isBeginning || isWriting.current ? field : results
    isWriting.current = false
    next.current?.focus({ preventScroll: true })
  }, [isBeginning])

  const { asker, service, needs } = ask
  const { everyUnit, position, rows, lookup, contact } = useLookup(ask)
  const { holds, isNew, add, putAway, hear, follow, goOn } = useHeldBeds(everyUnit, setNews)
  const shownHolds = holds.filter(({ isAway }) => !isAway)
  const lookupId = lookup.answer?.lookupId
  const refusals = useMemo(() => refusalsIn(holds, lookupId), [holds, lookupId])
  const heldHere = holding(holds, lookupId)
  const selected = rows.find(({ unitId }) => unitId === chosen) ?? firstChoice(rows, refusals)

  const mostBeds = Math.max(0, ...holds.map((held) => bedsTooMany(held, holds)))
  useEffect(() => {
    if (mostBeds > 0) setNews(words.bedsTooMany(mostBeds))
  }, [mostBeds])
  const heard = useSteady((held: HeldBed, said: Said) => {
    hear(held, said)
    if (isRefusal(said.state)) setChosen((before) => (before === held.unitId ? undefined : before))
  })

  const settled = () => {
    close()
    lookup.refresh()
  }
  const place = useIntent(
    'place-hold',
    (placed, { body }) => {
      const { unitId, holdId } = placed
      const unit = everyUnit.find((row) => row.unitId === unitId)
      const [unitName, phone] = [unit?.name ?? unitId, unit?.phone ?? '']
      add({ unitId, holdId, unitName, phone, body, tried: [unitId, ...refusals.keys()], said: saidOf(placed) })
      setNews(words.heldNow(unit?.name ?? unitId))
      settled()
    },
    { isKept: true },
  )
  const cancel = useIntent('cancel-hold', settled)
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

  const change = useSteady((part: Partial<Ask>) => setAsk((before) => ({ ...before, ...part })))
  const choose = (next: Asker) => {
    rememberAsker(next.id)
    change({ asker: next })
    setChosen(undefined)
    results.current?.focus({ preventScroll: true })
  }
  const select = useSteady((unitId: string) => {
    setChosen(unitId)
    const name = document.getElementById(`row-${unitId}`)
    name?.focus()
    name?.closest('li')?.scrollIntoView({ block: 'nearest' })
    // What is held lies over the list's top, and may be more than one.
    const [held, chosenRow] = [heldCards.current, name?.closest('li')].map((part) => part?.getBoundingClientRect())
    if (held && chosenRow && held.top <= 0) scrollBy(0, Math.min(0, chosenRow.top - held.bottom))
  })
  const step = (by: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, (selected ? rows.indexOf(selected) : 0) + by))]
    if (next) select(next.unitId)
  }
  const askToHold = useSteady((row: Row | undefined) => {
    if (!row) return
    if (!canHold(row)) return setNews(words.cannotHold(row.name, row.phone))
    // One that nobody has answered yet goes on; a refused one is over, and a new hold is a new intent.
    if (place.standing.kind === 'refused') place.forget()
    setOpen({ dialog: 'hold', row })
  })
  const askToCancel = useSteady((held: HeldBed) => setOpen({ dialog: 'cancel', held }))

  const keys: Keys = {
    '/': () => field.current?.focus(),
    '?': () => setOpen({ dialog: 'help' }),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => askToHold(selected),
    h: () => askToHold(selected),
    n: startOver,
    u: () => lookup.answer && setOpen({ dialog: 'outcome' }),
    g: () => shownHolds[0] && askToCancel(shownHolds[0]),
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
      <ul class="holds" ref={heldCards} aria-label={words.holds} hidden={shownHolds.length === 0}>
        {shownHolds.map((held, i) => (
          <HoldCard
            key={held.holdId}
            held={held}
            isNew={isNew(held)}
            isFirst={i === 0}
            askedInstead={askedInstead(held, holds)?.unitName}
            bedsTooMany={bedsTooMany(held, holds)}
            onHeard={heard}
            onPassedOn={follow}
            onGoOn={goOn}
            onCancel={askToCancel}
            onPutAway={putAway}
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
        <AskerField chosen={asker} early={early} onChosen={choose} input={field} />
        <WhatFor ask={ask} onChange={change} />
      </search>
      <section class="amk-results" ref={results} tabIndex={-1} aria-label={words.results(rows.length)}>
        <div class="amk-bar">
          <h2 class="ds-heading" data-size="xs">
            {asker ? words.found(rows.filter(canHold).length, rows.length, asker.name) : words.begin}
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
            data-keys
            onClick={() => setOpen({ dialog: 'help' })}
          >
            {words.help} <kbd>?</kbd>
          </button>
        </div>
        {lookup.problem && <Refusal problem={lookup.problem} />}
        {lookup.answer && rows.length === 0 && <p class="ds-paragraph">{words.nobodyOffers}</p>}
        <UnitList rows={rows} selected={selected?.unitId} refusals={refusals} onSelect={select} onHold={askToHold} />
      </section>
      <aside class="amk-side">
        {rows.length > 0 && (
          <Later
            load={regionDrawing}
            rows={rows}
            selected={selected?.unitId}
            kommune={asker?.kommune}
            name={asker?.name}
            onSelect={select}
          />
        )}
        <PhoneList
          rows={rows.length > 0 ? rows : everyUnit}
          asOf={contact.heardAt === undefined ? undefined : clockTime(new Date(contact.heardAt).toISOString())}
          isAsked={rows.length > 0}
          isShown={contact.connection === 'lost'}
        />
      </aside>
      {open?.dialog === 'hold' && asker && (
        <HoldDialog
          row={open.row}
          ask={ask}
          asker={asker}
          heldIn={heldHere.map(({ unitName }) => unitName)}
          standing={place.standing}
          onClose={close}
          onConfirm={(arrival) =>
            place.start({
              params: { unitId: open.row.unitId },
              body: {
                partyId: asker.partyId,
                service,
                needs: [...needs],
                ...arrival,
                lookupId: lookupId ?? null,
                position,
              },
            })
          }
        />
      )}
      {open?.dialog === 'cancel' && (
        <ChooseDialog
          title={words.cancelTitle(open.held.unitName)}
          legend={words.cancelWhy}
          codes={CANCEL_REASONS}
          standing={cancel.standing}
          onChosen={(reason) =>
            cancel.start({ params: { unitId: open.held.unitId, holdId: open.held.holdId }, body: { reason } })
          }
          onClose={close}
        />
      )}
      {open?.dialog === 'outcome' && lookup.answer && (
        <OutcomeDialog
          holdsIn={heldHere[0]?.unitId}
          standing={finish.standing}
          onChosen={(body) => finish.start({ params: { lookupId: lookupId ?? '' }, body })}
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
