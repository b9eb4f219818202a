import { useState } from 'preact/hooks'
import { type Download, download } from '../api/download.ts'
import { TEXT } from '../i18n/nb.ts'
import { TILGANG } from '../i18n/nb-tilgang.ts'
import { Refusal } from '../parts/refusal.tsx'
import type { LogQuery } from './log-page.tsx'

const words = TILGANG.log
const DIALECTS = { excel: words.excel, rfc4180: words.plain } as const

/** What was searched for, as a file. */
export function LogFiles({ query }: { readonly query: LogQuery }) {
  const [isFetching, setFetching] = useState(false)
  const [came, setCame] = useState<Download>()
  const fetchFile = async (dialect: keyof typeof DIALECTS) => {
    setFetching(true)
    setCame(undefined)
    setCame(await download('export-access', { query: { ...query, dialect } }))
    setFetching(false)
  }
  return (
    <section aria-labelledby="filer-tittel">
      <h2 class="ds-heading" data-size="sm" id="filer-tittel">
        {words.files}
      </h2>
      <p class="ds-paragraph">{words.filesLead}</p>
      <div class="buttons">
        {(Object.keys(DIALECTS) as (keyof typeof DIALECTS)[]).map((dialect) => (
          <button
            key={dialect}
            type="button"
            class="ds-button"
            data-variant="secondary"
            onClick={() => isFetching || void fetchFile(dialect)}
          >
            {DIALECTS[dialect]}
          </button>
        ))}
      </div>
      <p class="ds-paragraph outcome" role="status">
        {isFetching && words.fetching}
        {came?.kind === 'saved' && words.saved(came.fileName)}
        {came?.kind === 'unreachable' && TEXT.connection.never}
      </p>
      {came?.kind === 'problem' && <Refusal problem={came.problem} />}
    </section>
  )
}
