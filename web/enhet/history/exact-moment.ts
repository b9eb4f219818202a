import { HISTORIKK } from '../../i18n/nb-historikk.ts'
import { instantsOf, localOf } from '../../i18n/oslo-time.ts'
import { moment } from '../../i18n/time.ts'

/** Date and time in Norway; on the night in October also which of the two times it was. */
export function exactMoment(instant: string): string {
  const both = instantsOf(localOf(instant))
  if (both.length < 2) return moment(instant)
  const isSecond = Date.parse(instant) >= Date.parse(both[1] ?? '')
  return `${moment(instant)}${isSecond ? HISTORIKK.winter : HISTORIKK.summer}`
}
