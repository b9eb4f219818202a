/**
 * Says an instant as Oslo's clocks and calendars do. What the language needs is looked up when it is first said:
 * on a slow machine each form costs tens of milliseconds, which a page that is being opened does not have.
 */
export function sayIn(locale: 'nb-NO' | 'sv-SE', form: Intl.DateTimeFormatOptions): (instant: Date) => string {
  let said: Intl.DateTimeFormat | undefined
  return (instant) => {
    said ??= new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Oslo', ...form })
    return said.format(instant)
  }
}
