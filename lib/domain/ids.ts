import type { Brand } from '../kernel/brand.ts'

export type UnitId = Brand<string, 'UnitId'>
export type BedId = Brand<string, 'BedId'>
export type HoldId = Brand<string, 'HoldId'>
export type StayId = Brand<string, 'StayId'>
export type WaitingId = Brand<string, 'WaitingId'>
export type LookupId = Brand<string, 'LookupId'>
export type AgreementId = Brand<string, 'AgreementId'>
export type DisputeId = Brand<string, 'DisputeId'>
export type SubscriptionId = Brand<string, 'SubscriptionId'>
/** `k-<kommunenummer>`, `hf-<orgnr>` or `rhf-<orgnr>`. */
export type PartyId = Brand<string, 'PartyId'>
/** The record system's own opaque reference to a patient; never a national identity number. */
export type PatientRef = Brand<string, 'PatientRef'>
/** Four digits as text, leading zero kept. */
export type Kommunenummer = Brand<string, 'Kommunenummer'>

export const PARTY_ID = /^(k-\d{4}|r?hf-\d{9})$/

export const partyOfKommune = (kommune: Kommunenummer): PartyId => `k-${kommune}` as PartyId
export const partyOfHf = (orgnr: string): PartyId => `hf-${orgnr}` as PartyId
export const isKommuneParty = (partyId: PartyId): boolean => partyId.startsWith('k-')
/** The kommune that an organisation's id or a party's names; null for every other text. */
export function kommuneNamedBy(org: string): Kommunenummer | null {
  const number = org.startsWith('k-') ? org.slice('k-'.length) : ''
  return isKommunenummer(number) ? number : null
}
/** The HF that an organisation's id names; null for every other text. */
export const hfNamedBy = (org: string): PartyId | null => (isHfParty(org) ? org : null)
const isHfParty = (text: string): text is PartyId => /^hf-\d{9}$/.test(text)
const isKommunenummer = (text: string): text is Kommunenummer => /^\d{4}$/.test(text)
/** The orgnr that an HF or RHF carries in its id; undefined for a kommune. */
export const orgnrOfParty = (partyId: string): string | undefined => /^r?hf-(\d{9})$/.exec(partyId)?.[1]
