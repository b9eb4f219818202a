import { useState } from 'preact/hooks'
import { decimal, shortDate } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { Refusal } from '../parts/refusal.tsx'
import { NightEvents } from './night-events.tsx'
import { RaiseDispute } from './raise-dispute.tsx'
import { type Line, type Run, UNHURRIED_MS } from './run.ts'
import { type Names, unitName } from './unit-names.tsx'

const words = OKONOMI.explain

type Props = {
  readonly run: Run
  readonly line: Line
  readonly names: Names
  readonly mayDispute: boolean
  readonly onDisputed: () => void
}

/** The nights behind a line, each openable to what was recorded; the party itself may choose those that are wrong. */
export function Nights({ run, line, names, mayDispute, onDisputed }: Props) {
  const at = { agreementId: run.agreementId, month: run.month, partyId: line.partyId }
  const { answer, problem, refresh } = usePolled('explain-line', { params: at }, { everyMs: UNHURRIED_MS })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [opened, setOpened] = useState<string>()
  if (problem) return <Refusal problem={problem} />
  if (!answer) return <p class="ds-paragraph">{words.loadingNights}</p>
  const { nights } = answer
  const raise = mayDispute && (
    <RaiseDispute
      run={run}
      nights={nights.filter((each) => chosen.has(nightKey(each))).map(({ stayId, date }) => ({ stayId, date }))}
      onRaised={() => {
        setChosen(new Set())
        refresh()
        onDisputed()
      }}
    />
  )
  if (nights.length === 0)
    return (
      <>
        <p class="ds-paragraph">{words.noNights}</p>
        {raise}
      </>
    )
  const night = nights.find((each) => nightKey(each) === opened)
  return (
    <>
      <h4 class="ds-heading" data-size="2xs">
        {words.nights(nights.length)}
      </h4>
      <p class="ds-paragraph">{words.stayMeans}</p>
      {night && (
        <NightEvents
          key={opened}
          at={{ ...at, date: night.date, stayId: night.stayId }}
          names={names}
          title={words.eventsOf(shortDate(night.date), night.stayRef)}
        />
      )}
      <table class="figures stacked">
        <caption class="ds-sr-only">{words.nights(nights.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.stay}</th>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.service}</th>
            <th scope="col" class="number">
              {words.count}
            </th>
            <th scope="col" class="number">
              {words.weight}
            </th>
            <th scope="col">{words.why}</th>
            {mayDispute && <th scope="col">{words.choose}</th>}
          </tr>
        </thead>
        <tbody>
          {nights.map((each) => (
            <tr key={nightKey(each)}>
              <th scope="row">
                {shortDate(each.date)}{' '}
                {each.disputed && (
                  <span class="ds-tag" data-color="warning" data-size="sm">
                    {words.disputed}
                  </span>
                )}
              </th>
              <td data-label={words.stay}>{each.stayRef}</td>
              <td data-label={words.unit}>{unitName(names, each.unitId)}</td>
              <td data-label={words.service}>{word(each.service)}</td>
              <td data-label={words.count} class="number">
                {decimal(each.count)}
              </td>
              <td data-label={words.weight} class="number">
                {decimal(each.weight)}
              </td>
              <td data-label={words.why}>
                <button
                  type="button"
                  class="as-link"
                  aria-expanded={opened === nightKey(each)}
                  onClick={() => setOpened(opened === nightKey(each) ? undefined : nightKey(each))}
                >
                  {words.showEvents(shortDate(each.date))}
                </button>
              </td>
              {mayDispute && (
                <td>
                  <label class="choice">
                    <input
                      type="checkbox"
                      checked={chosen.has(nightKey(each))}
                      aria-label={words.chooseNight(shortDate(each.date), each.stayRef)}
                      onChange={() => setChosen(toggled(chosen, nightKey(each)))}
                    />
                    <span aria-hidden="true">{words.choose}</span>
                  </label>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {raise}
    </>
  )
}

const toggled = (chosen: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set(chosen.has(key) ? [...chosen].filter((each) => each !== key) : [...chosen, key])

const nightKey = ({ stayId, date }: { readonly stayId: string; readonly date: string }): string => `${stayId} ${date}`
