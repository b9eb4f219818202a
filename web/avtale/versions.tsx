import { useState } from 'preact/hooks'
import { shortDate } from '../../lib/documents/norwegian-text.ts'
import { usePolled } from '../api/use-polled.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { moment } from '../i18n/time.ts'
import { bodyOf } from './agreement-body.ts'
import { ChangeList } from './change-list.tsx'
import { changesBetween } from './compare-versions.ts'

const words = AVTALE.versions
const UNHURRIED_MS = 60_000

/** Everything that was ever saved of the agreement, and what each version changed. */
export function Versions({ agreementId, newest }: { readonly agreementId: string; readonly newest: number }) {
  const [opened, setOpened] = useState<number | undefined>(newest)
  const { answer } = usePolled('list-agreement-versions', { params: { agreementId } }, { everyMs: UNHURRIED_MS })
  if (!answer) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  return (
    <section aria-labelledby="versjoner-tittel">
      <h2 class="ds-heading" data-size="sm" id="versjoner-tittel">
        {words.title}
      </h2>
      <p class="ds-paragraph">{words.lead}</p>
      <ol class="versions">
        {answer.versions.map(({ version, fom, savedAt, savedBy }) => (
          <li key={version}>
            <h3 class="ds-heading" data-size="2xs">
              {words.version(version)}
            </h3>
            <p class="ds-paragraph">
              {words.fom} {shortDate(fom)}. {words.saved} {moment(savedAt)}, {word(savedBy.role)}.
            </p>
            <button
              type="button"
              class="as-link"
              aria-expanded={opened === version}
              onClick={() => setOpened(opened === version ? undefined : version)}
            >
              {opened === version ? words.hide : words.show}
            </button>
            {opened === version && <Difference agreementId={agreementId} version={version} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Difference({ agreementId, version }: { readonly agreementId: string; readonly version: number }) {
  const at = (named: number) => ({ params: { agreementId }, query: { version: String(named) } })
  const after = usePolled('get-agreement', at(version), { everyMs: UNHURRIED_MS }).answer
  const before = usePolled('get-agreement', version > 1 ? at(version - 1) : null, { everyMs: UNHURRIED_MS }).answer
  if (version === 1) return <p class="ds-paragraph">{words.first}</p>
  if (!after || !before) return <p class="ds-paragraph">{TEXT.connection.waiting}</p>
  const changes = changesBetween(bodyOf(before), bodyOf(after))
  return (
    <>
      <p class="ds-paragraph">{words.before(version - 1)}</p>
      {changes.length === 0 ? <p class="ds-paragraph">{words.same}</p> : <ChangeList changes={changes} />}
    </>
  )
}
