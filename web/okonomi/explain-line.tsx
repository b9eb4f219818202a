import { useEffect, useRef } from 'preact/hooks'
import { decimal, kroner, monthText, shortDate } from '../../lib/documents/norwegian-text.ts'
import { partSteps, partySteps, type Step } from '../../lib/documents/working-text.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { netText } from './amounts-picture.tsx'
import { lineName } from './amounts-table.tsx'
import { Nights } from './nights.tsx'
import { mayOpen, type Reader } from './reader.ts'
import { type Line, lineKey, type Run } from './run.ts'
import type { Names } from './unit-names.tsx'

const words = OKONOMI.explain
type Props = {
  readonly run: Run
  readonly line: Line
  readonly reader: Reader
  readonly names: Names
  readonly onClose: () => void
  readonly onDisputed: () => void
}

/** From a party's amount to the steps behind it, and for those who may see them to its nights. */
export function ExplainLine({ run, line, reader, names, onClose, onDisputed }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const name = lineName(line)
  return (
    <section id="hvorfor" class="opened" aria-labelledby="hvorfor-tittel">
      <h3 class="ds-heading" data-size="xs" id="hvorfor-tittel" tabIndex={-1} ref={heading}>
        {words.title(name, netText(line.netOre))}
      </h3>
      {run.working.map((part) => (
        <div key={part.fom}>
          {run.working.length > 1 && <h4 class="ds-heading">{words.part(shortDate(part.fom), shortDate(part.tom))}</h4>}
          {!line.guest && (
            <>
              <h4 class="ds-heading" data-size="2xs">
                {words.shared}
              </h4>
              <Steps steps={partSteps(part)} />
            </>
          )}
          <h4 class="ds-heading" data-size="2xs">
            {words.own(name)}
          </h4>
          <Steps steps={ownSteps(part, line)} />
        </div>
      ))}
      <h4 class="ds-heading" data-size="2xs">
        {words.toNet}
      </h4>
      <Steps steps={[...correctionSteps(run, line), netStep(line)]} />
      {mayOpen(reader, line.partyId) ? (
        <Nights run={run} line={line} names={names} mayDispute={!reader.isHost} onDisputed={onDisputed} />
      ) : (
        <p class="ds-paragraph">{words.notYours}</p>
      )}
      <button type="button" class="ds-button" data-variant="tertiary" onClick={onClose}>
        {words.close}
      </button>
    </section>
  )
}

const Steps = ({ steps }: { readonly steps: readonly Step[] }) => (
  <dl class="steps">
    {steps.map(({ name, text }) => (
      <>
        <dt>{name}</dt>
        <dd>{text}</dd>
      </>
    ))}
  </dl>
)

function ownSteps(part: Run['working'][number], line: Line): readonly Step[] {
  if (line.guest)
    return part.guests
      .filter(({ partyId }) => partyId === line.partyId)
      .map(({ betalingsdogn, rateOre, amountOre }) => ({
        name: words.guestRow,
        text: words.guest(decimal(betalingsdogn), kroner(rateOre), kroner(amountOre)),
      }))
  return part.parties.filter(({ partyId }) => partyId === line.partyId).flatMap((party) => partySteps(part, party))
}

const correctionSteps = ({ corrections }: Run, line: Line): readonly Step[] =>
  corrections
    .filter((row) => lineKey(row) === lineKey(line))
    .map(({ month, beforeOre, afterOre, deltaOre, beforeDogn, afterDogn, removed, added }) => ({
      name: words.correctionOf(monthText(month)),
      text: [
        words.correction(
          kroner(beforeOre),
          kroner(afterOre),
          kroner(deltaOre),
          decimal(beforeDogn),
          decimal(afterDogn),
        ),
        removed && removed.length > 0 ? words.removed(datesOf(removed)) : '',
        added && added.length > 0 ? words.added(datesOf(added)) : '',
      ].join(''),
    }))

const datesOf = (nights: readonly { readonly date: string }[]): string =>
  nights.map(({ date }) => shortDate(date)).join(', ')

const netStep = ({ amountOre, correctionsOre, onAccountOre, netOre }: Line): Step => ({
  name: OKONOMI.amounts.net,
  text: words.net(kroner(amountOre), kroner(correctionsOre), kroner(onAccountOre), kroner(netOre)),
})
