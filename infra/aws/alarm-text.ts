/** CloudWatch takes no longer description. */
export const MOST_CHARACTERS = 1024

/**
 * Who is hurt when a function fails, and where the way out is written. Whole impact texts in the order of the rows, as
 * many as there is room for; the rest are counted, because half a sentence in the night helps nobody.
 */
export function alarmText(name: string, impacts: readonly string[], page: string = name): string {
  const runbook = `. Runbook: docs/runbooks/${page}.md`
  const write = (shown: number): string => {
    const left = impacts.length - shown
    return `Når ${name} svikter: ${impacts.slice(0, shown).join('; ')}${left > 0 ? `; og ${left} til` : ''}${runbook}`
  }
  let shown = impacts.length
  while (shown > 1 && write(shown).length > MOST_CHARACTERS) shown -= 1
  return write(shown)
}
