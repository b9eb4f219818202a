import {
  agreementId,
  bedId,
  code,
  criteriaSetId,
  disputeId,
  eventId,
  holdId,
  lookupId,
  month,
  osloDate,
  partyId,
  resourceId,
  resourceType,
  service,
  stayId,
  subscriptionId,
  unitId,
  waitingId,
  year,
} from './fields.ts'

/** Each path parameter has one schema, whatever route it stands in. */
export const PATH_PARAMETERS = {
  unitId,
  bedId,
  holdId,
  stayId,
  waitingId,
  lookupId,
  agreementId,
  year,
  month,
  partyId,
  disputeId,
  date: osloDate,
  criteriaSetId,
  service,
  subscriptionId,
  eventId,
  resourceType,
  resourceId,
  area: code,
} as const
export type PathParameter = keyof typeof PATH_PARAMETERS

export const parametersOf = (path: string): readonly PathParameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as PathParameter)
