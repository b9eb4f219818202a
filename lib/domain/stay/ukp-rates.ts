import type { Instant } from '../../kernel/instant.ts'
import { type OsloDate, osloDateOf } from '../../kernel/oslo-date.ts'
import { accepted, type Result, refused } from '../../kernel/result.ts'
import file from './ukp-rates.json' with { type: 'json' }

export const UKP_RATE_STATES = ['confirmed', 'to-be-confirmed', 'older-scheme'] as const
/** Only a confirmed rate is ever charged. */
export type UkpRateState = (typeof UKP_RATE_STATES)[number]

/** What a kommune owes for one døgn of a calendar year, in øre, and where that is written. */
export type UkpRate = {
  readonly year: number
  readonly orePerDogn: number
  readonly source: string
  readonly state: UkpRateState
  /** When somebody told the service; null for the rates that came with it. */
  readonly setAt: Instant | null
}

/** Forskrift 18.11.2011 nr. 1115 is in force from this year on; what was paid before belongs to another scheme. */
export const FIRST_UKP_YEAR = 2012

const stateOf = ({ basis, scheme }: { readonly basis: string; readonly scheme: string }): UkpRateState =>
  scheme !== String(FIRST_UKP_YEAR) ? 'older-scheme' : basis === 'seen' ? 'confirmed' : 'to-be-confirmed'

const KNOWN: readonly UkpRate[] = Object.entries(file.rates).map(([year, rate]) => ({
  year: Number(year),
  orePerDogn: rate.orePerDogn,
  source: rate.source,
  state: stateOf(rate),
  setAt: null,
}))

/** The rates that came with the service, each replaced by what an admin has said since; by year. */
export const ukpRatesWith = (set: readonly UkpRate[]): readonly UkpRate[] =>
  [...new Map([...KNOWN, ...set].map((rate) => [rate.year, rate])).values()].sort((a, b) => a.year - b.year)

export type NoUkpRate = {
  readonly kind: 'no-ukp-rate'
  readonly year: number
  readonly reason: 'missing' | Exclude<UkpRateState, 'confirmed'>
}

/**
 * The rate of the calendar year that the døgn belongs to. A year without a confirmed rate stops the calculation: it is
 * asked for, and neither guessed nor taken from the year before.
 */
export function ukpRateOn(date: OsloDate, rates: readonly UkpRate[]): Result<UkpRate, NoUkpRate> {
  const year = yearOf(date)
  const rate = rates.find((each) => each.year === year)
  if (rate?.state === 'confirmed') return accepted(rate)
  return refused({ kind: 'no-ukp-rate', year, reason: rate?.state ?? 'missing' })
}

/** The years of the scheme until now whose rate nobody has confirmed. */
export function findMissingUkpYears(rates: readonly UkpRate[], now: Instant): readonly number[] {
  const confirmed = new Set(rates.filter(({ state }) => state === 'confirmed').map(({ year }) => year))
  const length = yearOf(osloDateOf(now)) - FIRST_UKP_YEAR + 1
  return Array.from({ length }, (_, i) => FIRST_UKP_YEAR + i).filter((year) => !confirmed.has(year))
}

const yearOf = (date: OsloDate): number => Number(date.slice(0, 4))
