import type { Api, Caller } from './http.ts'
import { type Founded, found, newPatient } from './http-world.ts'

export const FINANCE = {
  counting: { rule: 'midnight', sameDayDogn: '1' },
  fixed: { share: '0.4', hfShare: '0.5', key: 'population' },
  use: { weights: {} },
  onAccount: { 'k-1804': 40_000_000 },
}

export type MoneyPlace = Founded & {
  readonly ward: Caller
  readonly host: Caller
  /** The treasurer of one party. */
  readonly of: (partyId: string) => Promise<Caller>
  readonly admit: (partyId: string, from: string, until: string | null, more?: object) => Promise<string>
  readonly discharge: (stayId: string, departedAt: string) => Promise<unknown>
}

/** A unit under an agreement that says how money is shared, and its people. */
export async function foundMoneyPlace(
  api: Api,
  name: string,
  { agreement = {}, beds = 8 }: { agreement?: object; beds?: number } = {},
): Promise<MoneyPlace> {
  const founded = await found(api, name, { beds, agreement: { finance: FINANCE, ...agreement } })
  const { unitId, agreementId } = founded
  const ward = await api.as({ role: 'ward', unit: unitId })
  const discharge = (stayId: string, departedAt: string) =>
    ward.ok('discharge-patient', { params: { unitId, stayId }, body: { departedAt, dischargedTo: 'hjem' } })
  return {
    ...founded,
    ward,
    host: await api.as({ role: 'host-finance', org: agreementId }),
    of: (partyId) => api.as({ role: 'finance', org: partyId }),
    discharge,
    admit: async (partyId, admittedAt, until, more = {}) => {
      const body = { partyId, service: 'observasjon', patientRef: newPatient(), admittedAt, ...more }
      const { stayId } = await ward.ok('admit-patient', { params: { unitId }, body })
      if (until !== null) await discharge(stayId, until)
      return stayId
    },
  }
}

export const inMonth = ({ agreementId }: Founded, month = '2026-10') => ({ params: { agreementId, month } })
