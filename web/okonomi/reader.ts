import { session } from '../session/session.ts'

/** As whom a month is read: the host sees and does everything, a party its own. */
export type Reader = { readonly isHost: boolean; readonly partyId: string | undefined }

export function readerNow(): Reader {
  const who = session()
  return { isHost: who?.role === 'host-finance', partyId: who?.role === 'finance' ? who.org : undefined }
}

export const mayOpen = ({ isHost, partyId }: Reader, line: string): boolean => isHost || partyId === line
