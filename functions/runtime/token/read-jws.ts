import { type Claims, isRecord } from '../../../lib/domain/access/token-rules.ts'

/** Header and claims of a compact JWS, before anybody has looked at the signature; undefined for any other text. */
export function readJws(text: string): { readonly header: Claims; readonly claims: Claims } | undefined {
  const [head, body, signature, ...more] = text.split('.')
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) return undefined
  const [header, claims] = [parsePart(head), parsePart(body)]
  return header && claims ? { header, claims } : undefined
}

function parsePart(part: string): Claims | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
