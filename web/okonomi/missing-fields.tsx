import type { Problem } from '../api/problem.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { partyName } from '../parts/party.ts'

const words = OKONOMI.missing

/** What a file lacks, field by field in plain words, and who can fill it in. */
export const MissingFields = ({ problem }: { readonly problem: Problem }) => (
  <div class="ds-alert" data-color="danger" role="alert">
    <p class="ds-heading" data-size="2xs">
      {problem.title}
    </p>
    <p class="ds-paragraph">{words.next[problem.code] ?? problem.detail}</p>
    {problem.errors.length > 0 && (
      <ul class="means-list">
        {problem.errors.map(({ pointer }) => (
          <li key={pointer}>{fieldOf(pointer)}</li>
        ))}
      </ul>
    )}
  </div>
)

function fieldOf(pointer: string): string {
  const [, partyId, field] = /^\/finance\/ehf\/parties\/([^/]+)\/(\w+)$/.exec(pointer) ?? []
  if (partyId !== undefined && field !== undefined)
    return words.ofParty(words.fields[field] ?? field, partyName(partyId))
  return words.fields[pointer.split('/').at(-1) ?? ''] ?? pointer
}
