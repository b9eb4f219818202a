import { expect } from 'vitest'
import type { AnswerOf } from '../../lib/contract/routes.ts'
import { given, type MoneyEngine } from './avregning-engine.ts'

export type Run = AnswerOf<'get-avregning'>

/** A locked month as everybody may ask for it again; what is said about it since, disputes, is no part of it. */
export async function seeLocked(place: MoneyEngine, month: string) {
  const { disputes: _disputes, ...run } = given(await place.get(month))
  const lines = await Promise.all(
    run.lines.map(async ({ partyId }) => {
      const explained = given(await place.explain(month, partyId))
      return { ...explained, nights: explained.nights.map(({ disputed: _disputed, ...night }) => night) }
    }),
  )
  return JSON.stringify({ run, lines })
}

type Named = { readonly partyId: string; readonly guest?: boolean | undefined }
const lineName = ({ partyId, guest = false }: Named) => `${guest ? 1 : 0} ${partyId}`
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

type Settling = Pick<Run, 'month' | 'corrections' | 'betalingspliktCorrections'> & {
  readonly lines: readonly (Named & { readonly amountOre: number })[]
  readonly betalingsplikt: readonly { readonly kommune: string; readonly hf: string; readonly dogn: number }[]
}

/** What a month has come to by the runs that are given: its own lines, and every correction of them. */
function settledBy(runs: readonly Settling[], month: string) {
  const sums = new Map<string, number>()
  const add = (name: string, more: number) => sums.set(name, (sums.get(name) ?? 0) + more)
  for (const run of runs) {
    if (run.month === month) {
      for (const line of run.lines) add(lineName(line), line.amountOre)
      for (const { kommune, hf, dogn } of run.betalingsplikt) add(`${kommune} owes ${hf}`, dogn)
    }
    for (const correction of run.corrections)
      if (correction.month === month) add(lineName(correction), correction.deltaOre)
    for (const { month: of, kommune, hf, deltaDogn } of run.betalingspliktCorrections)
      if (of === month) add(`${kommune} owes ${hf}`, deltaDogn)
  }
  return [...sums].filter(([, amount]) => amount !== 0).sort()
}

/** settled + corrections = recomputed, for every month that is locked; gives the draft of the open month that says the rest. */
export async function expectSettled(place: MoneyEngine, locked: readonly string[], open: string): Promise<Run> {
  given(await place.book(open))
  const pending = given(await place.run(open))
  const runs: Run[] = [pending]
  for (const month of locked) runs.push(given(await place.get(month)))
  for (const run of runs) {
    const byMonth = Map.groupBy(run.corrections, ({ month }) => month)
    for (const [month, own] of byMonth)
      expect([run.month, month, sum(own.map(({ deltaOre }) => deltaOre))]).toEqual([run.month, month, 0])
    for (const line of run.lines) {
      const own = run.corrections.filter((correction) => lineName(correction) === lineName(line))
      expect(line.correctionsOre).toBe(sum(own.map(({ deltaOre }) => deltaOre)))
    }
  }
  for (const month of locked) {
    const fresh = await place.computeFresh(month)
    const wanted = settledBy([{ ...fresh, corrections: [], betalingspliktCorrections: [] }], month)
    expect([month, settledBy(runs, month)]).toEqual([month, wanted])
  }
  return pending
}
