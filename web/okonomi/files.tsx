import { useState } from 'preact/hooks'
import type { AskOf } from '../../lib/contract/routes.ts'
import { type Download, download } from '../api/download.ts'
import { TEXT, word } from '../i18n/nb.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { partyName } from '../parts/party.ts'
import { lineName } from './amounts-table.tsx'
import { MissingFields } from './missing-fields.tsx'
import type { Reader } from './reader.ts'
import { lineKey, type Run } from './run.ts'

type Format = AskOf<'export-avregning'>['query']['format']
const FORMATS = ['pdf', 'xlsx', 'csv', 'ehf', 'kostra'] as const satisfies readonly Format[]
type Dialect = NonNullable<AskOf<'export-avregning'>['query']['dialect']>
const DIALECTS = ['excel', 'rfc4180'] as const satisfies readonly Dialect[]
const words = OKONOMI.files

/** The month as files, under the names that the service gives them. */
export function Files({
  run,
  reader,
  host,
}: {
  readonly run: Run
  readonly reader: Reader
  /** Undefined until it is known. */
  readonly host: string | undefined
}) {
  const [party, setParty] = useState(reader.partyId ?? '')
  const [dialect, setDialect] = useState<Dialect>('excel')
  const [fetching, setFetching] = useState<Format>()
  const [came, setCame] = useState<Download>()
  const fetchFile = async (format: Format) => {
    setFetching(format)
    setCame(undefined)
    const { agreementId, month } = run
    const query = { format, dialect, ...(party === '' ? {} : { party }) }
    setCame(await download('export-avregning', { params: { agreementId, month }, query }))
    setFetching(undefined)
  }
  const isHosts = party !== '' && party === host
  const formats = isHosts ? FORMATS.filter((format) => format !== 'ehf') : FORMATS
  return (
    <section id="filer" aria-labelledby="filer-tittel">
      <h2 class="ds-heading" data-size="sm" id="filer-tittel">
        {words.title}
      </h2>
      {run.state === 'draft' && <p class="ds-paragraph">{words.draft}</p>}
      {reader.isHost && (
        <label class="field">
          {words.forWhom}
          <select class="ds-input" value={party} onChange={({ currentTarget }) => setParty(currentTarget.value)}>
            <option value="">{words.everyone}</option>
            {run.lines.map((line) => (
              <option key={lineKey(line)} value={line.partyId}>
                {lineName(line)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field">
        {words.dialect}
        <select
          class="ds-input"
          value={dialect}
          onChange={({ currentTarget }) => setDialect(DIALECTS.find((each) => each === currentTarget.value) ?? 'excel')}
        >
          {DIALECTS.map((each) => (
            <option key={each} value={each}>
              {words.dialects[each]}
            </option>
          ))}
        </select>
      </label>
      <ul class="buttons file-buttons">
        {formats.map((format) => (
          <li key={format}>
            <button
              type="button"
              class="ds-button"
              data-variant="secondary"
              aria-describedby={`om-${format}`}
              onClick={() => fetching ?? void fetchFile(format)}
            >
              {words.fetch(word(format))}
            </button>
            <span id={`om-${format}`}>{words.about[format]}</span>
          </li>
        ))}
      </ul>
      {isHosts && <p class="ds-paragraph">{words.hostNotInvoiced(partyName(party))}</p>}
      <p class="ds-paragraph outcome" role="status">
        {fetching && words.fetching(word(fetching))}
        {came?.kind === 'saved' && words.saved(came.fileName)}
        {came?.kind === 'unreachable' && TEXT.connection.never}
      </p>
      {came?.kind === 'problem' && <MissingFields problem={came.problem} />}
    </section>
  )
}
