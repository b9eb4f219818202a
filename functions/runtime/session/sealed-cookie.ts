import { createHash } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'

/** What the browser keeps for us and can neither read nor change, and no script can reach. */
export type Cookies = {
  readonly seal: (name: string, held: Readonly<Record<string, string>>, seconds: number) => Promise<string>
  readonly open: (name: string, cookies: readonly string[]) => Promise<Readonly<Record<string, unknown>> | undefined>
  readonly clear: (name: string) => string
}

export function sealedCookies(secret: string, isSecure: boolean): Cookies {
  const key = createHash('sha256').update(secret).digest()
  // Sent with what the app itself asks of the session, and with nothing that another site begins.
  const rules = `Path=/session; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  return {
    seal: async (name, held, seconds) => {
      const sealed = await new EncryptJWT({ ...held })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(name)
        .setExpirationTime(`${seconds}s`)
        .encrypt(key)
      return `${name}=${sealed}; Max-Age=${seconds}; ${rules}`
    },
    open: async (name, cookies) => {
      const sealed = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
      if (!sealed) return undefined
      try {
        return (await jwtDecrypt(sealed, key, { audience: name })).payload
      } catch {
        // Ours no more, or never: either way there is nothing in it.
        return undefined
      }
    },
    clear: (name) => `${name}=; Max-Age=0; ${rules}`,
  }
}
