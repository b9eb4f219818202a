import { decimal, shortDate } from '../../lib/documents/norwegian-text.ts'
import { word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { bedName } from '../parts/bed-name.ts'
import { CopyLink } from '../parts/copy-link.tsx'
import { partyName } from '../parts/party.ts'
import { stayPath } from '../parts/stay-path.ts'
import type { Run } from './run.ts'
import { type Names, UnitContact } from './unit-names.tsx'

type Cause = Run['completeness']['causes'][number]
const words = OKONOMI.completeness

/** Whether every occupied night is accounted for; if not, each thing that is missing and who can mend it. */
export function Completeness({
  completeness,
  isHost,
  names,
}: {
  readonly completeness: Run['completeness']
  readonly isHost: boolean
  readonly names: Names
}) {
  const { ok, causes, notes = [], occupiedNights, charged, excused } = completeness
  const kinds = kindsOf(causes)
  return (
    <section id="komplett" aria-labelledby="komplett-tittel">
      <h2 class="ds-heading" data-size="sm" id="komplett-tittel">
        {words.title}
      </h2>
      <p class="ds-alert" data-color={ok ? 'success' : 'warning'}>
        {ok ? words.ok(String(occupiedNights), decimal(charged), String(excused)) : words.notOk(causes.length)}
      </p>
      {kinds.map((kind) => {
        const [what, next] = OKONOMI.causes[kind]
        return (
          <div key={kind} class="cause">
            <h3 class="ds-heading" data-size="2xs">
              {sentenceCase(word(kind))}
            </h3>
            <p class="ds-paragraph">
              {what} <strong>{next}</strong>{' '}
              {kind === 'cost-not-booked' && isHost && (
                <a class="ds-link" href="#kostnad">
                  {words.toCost}
                </a>
              )}
            </p>
            <Places causes={causes.filter(({ cause }) => cause === kind)} names={names} />
          </div>
        )
      })}
      {kindsOf(notes).map((kind) => {
        const [what, next] = kind === 'night-without-agreement' ? words.notedNights : OKONOMI.causes[kind]
        return (
          <div key={kind} class="cause noted">
            <h3 class="ds-heading" data-size="2xs">
              {words.note(word(kind))}
            </h3>
            <p class="ds-paragraph">
              {what} <strong>{next}</strong>
            </p>
            <Places causes={notes.filter(({ cause }) => cause === kind)} names={names} />
          </div>
        )
      })}
    </section>
  )
}

const Places = ({ causes, names }: { readonly causes: readonly Cause[]; readonly names: Names }) => (
  <ul class="places">
    {causes.filter(hasPlace).map((cause) => (
      <Place key={JSON.stringify(cause)} cause={cause} names={names} />
    ))}
  </ul>
)

/** Where it is, and whom to ring about it: as much as the reader may know. The unit mends it on the stay's own page. */
const Place = ({ cause: { unitId, stayId, bedId, date, tom, partyId }, names }: { cause: Cause; names: Names }) => (
  <li>
    {unitId && (
      <>
        {words.at.unit}: <UnitContact names={names} unitId={unitId} />
      </>
    )}{' '}
    {bedId && `${words.at.bed}: ${bedName(bedId)}`}{' '}
    {date && `${words.at.date}: ${shortDate(date)}${tom ? `–${shortDate(tom)}` : ''}`}{' '}
    {partyId && `${words.at.party}: ${partyName(partyId)}`}{' '}
    {unitId && stayId && <CopyLink path={stayPath(unitId, stayId)} label={words.copy} said={words.copied} />}
  </li>
)

const kindsOf = (causes: readonly Cause[]) => [...new Set(causes.map(({ cause }) => cause))]

const hasPlace = ({ unitId, stayId, date, partyId }: Cause): boolean =>
  [unitId, stayId, date, partyId].some((fact) => fact !== null)

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
