import type * as z from 'zod'
import type { PutAgreementRequest } from '../../../lib/contract/agreement.ts'
import { isKommuneParty, type PartyId } from '../../../lib/domain/ids.ts'
import { isOrgnr } from '../../../lib/domain/party/orgnr.ts'
import { nameOfParty } from '../../../lib/domain/party/party-name.ts'

type AgreementAsked = z.output<typeof PutAgreementRequest>

/** The account of the IBAN registry's own example, so that nobody's money goes anywhere. */
const ACCOUNT = '86011117947'
/** What KOSTRA has long called purchases from and refunds by kommuner and the state; a kommune sets its own year's. */
const KOSTRA = {
  ansvar: '2560',
  art: {
    'kjop-fra-kommune': '350',
    'kjop-fra-stat': '300',
    'refusjon-fra-kommune': '750',
    'refusjon-fra-stat': '700',
  },
}

/**
 * What an invoice and the accounts need besides the sums, for an agreement whose row in the file does not say it:
 * invented, and with check digits that are right.
 */
export function withInvoiceDetails(agreement: AgreementAsked): AgreementAsked {
  const { finance } = agreement
  if (!finance || finance.ehf?.parties) return agreement
  const parties = Object.fromEntries(agreement.parties.map(({ partyId }) => [partyId, contactOf(partyId)]))
  const ehf = { ...(finance.ehf ?? { vatCategory: 'E' as const }), account: ACCOUNT, parties }
  return { ...agreement, finance: { ...finance, kostra: finance.kostra ?? KOSTRA, ehf } }
}

/** An HF and an RHF have their real orgnr in the id. */
const contactOf = (partyId: PartyId) => ({
  ...(isKommuneParty(partyId) ? { orgnr: inventedOrgnr(partyId.slice('k-'.length)) } : {}),
  name: nameOfParty(partyId) ?? 'Helse Nord RHF',
  street: 'Oppdiktet vei 1',
  postalCode: '0000',
  city: 'Oppdiktet',
  reference: `Demo ${partyId}`,
})

/** Begins with 3, as Skatteetaten's synthetic organisations do and no real one; then the kommunenummer and the check digit. */
function inventedOrgnr(kommunenummer: string): string {
  for (let prefix = 3100; prefix < 3200; prefix += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      const orgnr = `${prefix}${kommunenummer}${digit}`
      if (isOrgnr(orgnr)) return orgnr
    }
  }
  throw new RangeError(`no orgnr for ${kommunenummer}`)
}
