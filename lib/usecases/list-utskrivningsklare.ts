import type { AnswerOf, QueryOf } from '../contract/routes.ts'
import type { Actor } from '../domain/actor.ts'
import { partyOfHf, partyOfKommune } from '../domain/ids.ts'
import { protectTable, seesSmallNumbers } from '../domain/statistics/suppress.ts'
import { tabulate } from '../domain/statistics/table.ts'
import { findWaitingForKommune, type WaitingForKommune } from '../domain/stay/waiting-for-kommune.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result } from '../kernel/result.ts'
import { findStays } from '../store/past-store.ts'
import { listUnits } from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

type Row = AnswerOf<'list-utskrivningsklare'>['stays'][number]

/**
 * Who waits for a kommunal offer, in every unit, and since when. Patients of the reader's own unit or agreement come one
 * by one; the others are counted by HF and kommune, small numbers withheld. The two never overlap, so nothing can be
 * learned by subtracting one from the other.
 */
export async function listUtskrivningsklare(
  { store }: Deps,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
  { kommune, hf, area }: QueryOf<'list-utskrivningsklare'>,
): Promise<Result<AnswerOf<'list-utskrivningsklare'>, never>> {
  const units = await listUnits(store, area)
  // Who has no message waits for nothing; the others' records tell payers and kommune as well.
  const told = units.flatMap(({ stays }) => stays.filter(({ utskrivningsklar }) => utskrivningsklar.length > 0))
  const records = await findStays(
    store,
    told.map(({ stayId }) => stayId),
  )
  const near = new Set<string>(units.filter((unit) => seesSmallNumbers(actor, [unit], now)).map(({ unitId }) => unitId))
  const isAsked = (row: WaitingForKommune) =>
    (kommune === undefined || row.kommune === kommune) &&
    (hf === undefined || row.hf === partyOfHf(hf)) &&
    (actor.role !== 'finance' || isOwn(actor, row))
  const rows = records.flatMap((record): Row[] => {
    const found = findWaitingForKommune(record)
    const { stayId, unitId, segments } = record
    return found && isAsked(found) ? [{ stayId, unitId, bedId: segments.at(-1)?.bedId ?? '', ...found }] : []
  })
  const isNear = ({ unitId }: Row) => near.has(unitId)
  const far = rows.filter((row) => !isNear(row))
  const elsewhere = protectTable(
    tabulate(
      far,
      (row) => ({ hf: row.hf, kommune: row.kommune }),
      ({ stayId }) => stayId,
    ),
  )
  return accepted({
    asOf: now,
    area: area ?? null,
    stays: rows.filter(isNear).sort(byPartyAndTime),
    elsewhere: { ...elsewhere, rows: elsewhere.rows.map(({ key, ...shown }) => ({ ...key, ...shown })) },
  })
}

/** A party's people see what concerns the party, on whichever side of the duty it stands. */
const isOwn = ({ org }: Actor, { kommune, hf }: WaitingForKommune): boolean =>
  org === hf || (kommune !== null && org === partyOfKommune(kommune))

const orderOf = ({ hf, kommune, since, stayId }: Row) => JSON.stringify([hf, kommune, since, stayId])
const byPartyAndTime = (a: Row, b: Row): number => (orderOf(a) < orderOf(b) ? -1 : 1)
