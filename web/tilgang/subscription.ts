import type { AnswerOf } from '../../lib/contract/routes.ts'

export type Subscription = AnswerOf<'list-subscriptions'>['subscriptions'][number]
/** Shown once, and kept by nobody here. */
export type Secret = { readonly subscriptionId: string; readonly secret: string }

/** What people call it: its id without our prefix. */
export const nameOf = (subscriptionId: string): string => subscriptionId.replace(/^sub_/, '')
