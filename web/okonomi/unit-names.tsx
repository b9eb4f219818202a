import type { AnswerOf } from '../../lib/contract/routes.ts'
import { usePolled } from '../api/use-polled.ts'

export type Names = { readonly agreement: string; readonly units: AnswerOf<'list-units'>['units'] }

const SELDOM_MS = 300_000

/** What the agreement and its units are called; ids until that is known. */
export function useNames(agreementId: string): Names {
  const { answer } = usePolled('list-units', { params: { agreementId } }, { everyMs: SELDOM_MS })
  return answer ? { agreement: answer.name, units: answer.units } : { agreement: agreementId, units: [] }
}

export const unitName = ({ units }: Names, unitId: string): string =>
  units.find((unit) => unit.unitId === unitId)?.name ?? unitId

/** Who did something: a unit and an agreement by name, a party as it is called. */
export const orgName = (names: Names, org: string): string =>
  org.startsWith('agr_') ? names.agreement : org.startsWith('unit_') ? unitName(names, org) : org

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
