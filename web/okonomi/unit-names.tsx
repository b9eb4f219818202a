import type { AnswerOf } from '../../lib/contract/routes.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT } from '../i18n/nb.ts'
import { partyName } from '../parts/party.ts'

type Listed = AnswerOf<'list-units'>
export type Names = {
  readonly agreement: string
  readonly units: Listed['units']
  /** Undefined until it is known. */
  readonly host: Listed['host'] | undefined
}

const SELDOM_MS = 300_000

/** What the agreement and its units are called; ids until that is known. */
export function useNames(agreementId: string): Names {
  const { answer } = usePolled('list-units', { params: { agreementId } }, { everyMs: SELDOM_MS })
  return answer
    ? { agreement: answer.name, units: answer.units, host: answer.host }
    : { agreement: agreementId, units: [], host: undefined }
}

export const unitName = ({ units }: Names, unitId: string): string =>
  units.find((unit) => unit.unitId === unitId)?.name ?? unitId

const DISPATCHERS: Readonly<Record<string, string>> = TEXT.dispatchers

/** Who did something: a unit, an agreement and a party by name, a dispatcher as it is called where we know it. */
export const orgName = (names: Names, org: string): string =>
  org.startsWith('agr_')
    ? names.agreement
    : org.startsWith('unit_')
      ? unitName(names, org)
      : (DISPATCHERS[org] ?? partyName(org))

/** A unit by name, with the number to ring. */
export function UnitContact({ names, unitId }: { readonly names: Names; readonly unitId: string }) {
  const unit = names.units.find((each) => each.unitId === unitId)
  if (!unit) return <>{unitId}</>
  return (
    <>
      {unit.name},{' '}
      <a class="ds-link" href={`tel:${unit.phone.replace(/[^+\d]/g, '')}`}>
        {unit.phone}
      </a>
    </>
  )
}
