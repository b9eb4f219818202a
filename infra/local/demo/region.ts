import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { PutAgreementRequest } from '../../../lib/contract/agreement.ts'
import { agreementId, kommunenummer, unitId } from '../../../lib/contract/fields.ts'
import { PutUnitRequest } from '../../../lib/contract/unit.ts'
import type { AgreementId, Kommunenummer, UnitId } from '../../../lib/domain/ids.ts'
import { KOMMUNER } from '../../../lib/domain/party/party-name.ts'
import { withInvoiceDetails } from './invoice-details.ts'

/** What the simulation aims at; no part of the unit itself. */
const Aim = z.strictObject({ occupancy: z.number().min(0.01).max(0.95), meanStayDogn: z.number().min(0.5).max(30) })

export type DemoUnit = {
  readonly unitId: UnitId
  readonly request: z.output<typeof PutUnitRequest>
  readonly aim: z.output<typeof Aim>
}
export type DemoAgreement = {
  readonly agreementId: AgreementId
  readonly request: z.output<typeof PutAgreementRequest>
}
export type DemoKommune = {
  readonly kommunenummer: Kommunenummer
  readonly name: string
  readonly fylke: string
  readonly population: number
}
export type Region = {
  readonly units: readonly DemoUnit[]
  readonly agreements: readonly DemoAgreement[]
  readonly kommuner: readonly DemoKommune[]
}

const RegionFile = z.strictObject({
  source: z.string(),
  units: z.array(z.looseObject({ unitId, demo: Aim })).min(1),
  agreements: z.array(z.looseObject({ agreementId })).min(1),
})

/** Reads the region through the contract's own schemas, so that it can hold nothing that a client could not have sent. */
export function readRegion(): Region {
  const file = RegionFile.parse(JSON.parse(read('region.json')))
  return {
    units: file.units.map(({ unitId: id, demo, ...request }) => ({
      unitId: id,
      request: PutUnitRequest.parse(request),
      aim: demo,
    })),
    agreements: file.agreements.map(({ agreementId: id, ...request }) => ({
      agreementId: id,
      request: PutAgreementRequest.parse(withInvoiceDetails(PutAgreementRequest.parse(request))),
    })),
    kommuner: KOMMUNER.map((row) => ({ ...row, kommunenummer: kommunenummer.parse(row.kommunenummer) })),
  }
}

/** The agreements that name one of these units, with all their units; for tests that want a small region. */
export function partOfRegion(region: Region, unitIds: readonly string[]): Region {
  const agreements = region.agreements.filter(({ request }) => request.units.some((id) => unitIds.includes(id)))
  const named = new Set(agreements.flatMap(({ request }) => request.units))
  return { ...region, agreements, units: region.units.filter((unit) => named.has(unit.unitId)) }
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
