/** A decision's outcome: refusals are values, faults are thrown. */
export type Result<Value, Refusal> = Accepted<Value> | Refused<Refusal>
export type Accepted<Value> = { readonly ok: true; readonly value: Value }
export type Refused<Refusal> = { readonly ok: false; readonly refusal: Refusal }

export const accepted = <const Value>(value: Value): Accepted<Value> => ({ ok: true, value })
export const refused = <const Refusal>(refusal: Refusal): Refused<Refusal> => ({ ok: false, refusal })
