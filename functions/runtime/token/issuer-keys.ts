import { createLocalJWKSet, errors, type JSONWebKeySet, type JWSHeaderParameters } from 'jose'
import * as z from 'zod'
import type { TokenSettings } from '../../../lib/contract/token-settings.ts'

type PublicKey = Awaited<ReturnType<ReturnType<typeof createLocalJWKSet>>>
export type FoundKey = { readonly key: PublicKey } | 'unknown' | 'unreachable'

/** The issuer's public keys, as one process knows them. */
export type IssuerKeys = { readonly find: (header: JWSHeaderParameters) => Promise<FoundKey> }

type Sources = {
  readonly fetchJson: (url: string) => Promise<unknown>
  readonly nowMs: () => number
}
type Held = { readonly at: number; readonly pick: ReturnType<typeof createLocalJWKSet> }

const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() })
const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

/**
 * Keys are fetched when they are first needed, when they grow old, and when a token names one that is not there, which is
 * how a rotated key is found. An issuer that does not answer is asked again after the cool-down, and the keys we hold
 * serve meanwhile, so long as the settings say.
 */
export function issuerKeys(settings: TokenSettings, { fetchJson, nowMs }: Sources): IssuerKeys {
  let held: Held | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | undefined

  const fetchKeys = async () => {
    triedAt = nowMs()
    try {
      const { issuer, jwks_uri } = Discovery.parse(
        await fetchJson(`${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
      )
      // Else another issuer's keys could be passed off as ours (OpenID Connect Discovery section 4.3).
      if (issuer !== settings.issuer) return
      const keys = KeySet.parse(await fetchJson(jwks_uri))
      held = { at: nowMs(), pick: createLocalJWKSet(keys satisfies JSONWebKeySet) }
    } catch {
      // Whatever failed, the keys we hold are as good as before, and the age of them decides.
    }
  }
  const refresh = async () => {
    if (nowMs() - triedAt < settings.keysCooldownSeconds * 1000) return fetching
    fetching ??= fetchKeys().finally(() => {
      fetching = undefined
    })
    await fetching
  }
  const pick = async (header: JWSHeaderParameters): Promise<FoundKey> => {
    if (!held || nowMs() - held.at > settings.keysKeptSeconds * 1000) return 'unreachable'
    try {
      return { key: await held.pick(header) }
    } catch (error) {
      // A key of another kind, none at all, or two that cannot be told apart: none that we may use.
      if (error instanceof errors.JOSEError) return 'unknown'
      throw error
    }
  }
  return {
    find: async (header) => {
      if (!held || nowMs() - held.at > settings.keysFreshSeconds * 1000) await refresh()
      const found = await pick(header)
      if (found !== 'unknown') return found
      await refresh()
      return pick(header)
    },
  }
}

const PATIENCE_MS = 3_000

/** Follows no redirect: the keys come from where the issuer says, or not at all. */
export async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { accept: 'application/json' },
  })
  if (!response.ok) throw new Error(`the issuer answered ${response.status}`)
  return response.json()
}
