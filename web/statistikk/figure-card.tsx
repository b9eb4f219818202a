import { useState } from 'preact/hooks'
import { norwegian, shortDate } from '../../lib/documents/norwegian-text.ts'
import { saveFile } from '../api/download.ts'
import { STATISTIKK } from '../i18n/nb-statistikk.ts'
import { ChartOf } from './chart.tsx'
import type { Cell, Figure } from './figure.ts'
import { norwegianCsv } from './norwegian-csv.ts'

const words = STATISTIKK

/** A figure as picture, table, file and definition. */
export function FigureCard({ figure, about }: { readonly figure: Figure; readonly about: string }) {
  const { id, title, finding, definitions, chart, rows, isHidden } = figure
  const [fileName, setFileName] = useState<string>()
  const save = () => {
    const name = `statistikk-${id}-${about}.csv`
    saveFile(new Blob([norwegianCsv(figure)], { type: 'text/csv;charset=utf-8' }), name)
    setFileName(name)
  }
  return (
    <section class="figure-card" aria-labelledby={`${id}-tittel`}>
      <h2 class="ds-heading" data-size="xs" id={`${id}-tittel`}>
        {title}
      </h2>
      {finding && <p class="ds-paragraph">{finding}</p>}
      {isHidden && <p class="ds-alert">{words.allHidden}</p>}
      {!isHidden && rows.length === 0 && <p class="ds-paragraph">{words.nothing}</p>}
      {rows.length > 0 && (
        <>
          {chart && <ChartOf chart={chart} label={title} />}
          <details class="more" open={chart === null}>
            <summary>{words.table}</summary>
            <Table figure={figure} />
          </details>
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            data-size="sm"
            aria-label={words.download(title)}
            onClick={save}
          >
            {words.downloadShort}
          </button>
          <p class="ds-paragraph outcome" role="status">
            {fileName && words.downloaded(fileName)}
          </p>
        </>
      )}
      <details class="more">
        <summary>{words.meaning}</summary>
        <ul class="means-list">
          {definitions.map((definition) => (
            <li key={definition}>{definition}</li>
          ))}
        </ul>
      </details>
    </section>
  )
}

const Table = ({ figure: { title, columns, rows } }: { readonly figure: Figure }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
  <section class="table-frame" aria-label={title} tabIndex={0}>
    <table class="figures">
      <caption class="ds-sr-only">{title}</caption>
      <thead>
        <tr>
          {columns.map(({ label, isNumber }) => (
            <th key={label} scope="col" class={isNumber ? 'number' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.map(cellText).join(' ')}>
            {row.map((cell, i) =>
              i === 0 ? (
                <th key={columns[i]?.label} scope="row">
                  {cellText(cell)}
                </th>
              ) : (
                <td key={columns[i]?.label} class={columns[i]?.isNumber ? 'number' : undefined}>
                  {cellText(cell)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

function cellText(cell: Cell): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? shortDate(cell) : cell
  return 'hidden' in cell ? words.hidden : norwegian(cell.number)
}
