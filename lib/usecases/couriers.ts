import type { Instant } from '../kernel/instant.ts'

/** Why a receiver gave no answer. */
export type PostFault = 'timeout' | 'unreachable' | 'address-refused'
export type Posted =
  | { readonly httpStatus: number; readonly retryAfterSeconds: number | null }
  | { readonly fault: PostFault }

/** An event as the bus takes it: `detail` is the body that webhooks get. */
export type BusEntry = { readonly id: string; readonly type: string; readonly at: Instant; readonly detail: string }

/** The ways out of the service, for those who send and for nobody else. */
export type Couriers = {
  /** Sending takes time, so one instant for the whole of it will not do: a signature is held against the receiver's clock. */
  readonly clock: () => Instant
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>
  /** Says of each entry whether it was taken; null where there is no bus. */
  readonly putOnBus: ((entries: readonly BusEntry[]) => Promise<readonly boolean[]>) | null
  /** What the secrets of subscriptions are made from. */
  readonly webhookKey: Uint8Array
}
