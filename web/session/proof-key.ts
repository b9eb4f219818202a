import { serviceTime } from '../api/service-clock.ts'

/** A key that proves, request by request, that a token is in the browser it was given to (RFC 9449). */
export type ProofKey = {
  readonly prove: (request: {
    readonly method: string
    readonly url: string
    readonly token?: string
    readonly nonce?: string | undefined
  }) => Promise<string>
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' }

/** Made by the browser, which never lets its private half out: no script can take it along, ours no more than others. */
export async function newProofKey(): Promise<ProofKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ['sign'])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  const header = encodeJson({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })
  return {
    prove: async ({ method, url, token, nonce }) => {
      const ath = token === undefined ? {} : { ath: encode(await digest(token)) }
      const iat = Math.floor(serviceTime(Date.now()) / 1000)
      const claims = { jti: crypto.randomUUID(), htm: method, htu: url, iat, ...ath, ...(nonce ? { nonce } : {}) }
      const signed = `${header}.${encodeJson(claims)}`
      const signature = await crypto.subtle.sign(SIGNATURE, privateKey, new TextEncoder().encode(signed))
      return `${signed}.${encode(signature)}`
    },
  }
}

const digest = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))

const encodeJson = (value: object): string => encode(new TextEncoder().encode(JSON.stringify(value)).buffer)

const encode = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
