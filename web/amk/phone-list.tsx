import { TEXT, word } from '../i18n/nb.ts'
import { memo } from '../parts/memo.ts'
import { useGrowing } from '../parts/use-growing.ts'
import type { Row } from './ask.ts'

const words = TEXT.amk

type Props = {
  readonly rows: readonly Row[]
  /** The clock when it was so. */
  readonly asOf: string | undefined
  readonly isShown: boolean
  /** Whether the rows answer for the patient; else there are only telephones to tell of. */
  readonly isAsked: boolean
}

/** What to ring by when nothing else works: on the screen without contact, and on paper always. */
export const PhoneList = memo(({ rows, asOf, isShown, isAsked }: Props) => {
  const drawn = useGrowing(rows.length)
  return (
    <section class="phone-list" data-shown={isShown} aria-labelledby="phone-list">
      <h2 id="phone-list" class="ds-heading" data-size="xs">
        {words.phoneList}
        {asOf !== undefined && ` ${words.asOf(asOf)}`}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.phone}</th>
            {isAsked && <th scope="col">{words.lastSeen}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, drawn).map((row) => (
            <PhoneRow key={row.unitId} row={row} isAsked={isAsked} />
          ))}
        </tbody>
      </table>
    </section>
  )
})

const PhoneRow = memo(({ row, isAsked }: { readonly row: Row; readonly isAsked: boolean }) => (
  <tr>
    <th scope="row">{row.name}</th>
    <td>
      <a class="ds-link" href={`tel:${row.phone.replace(/\s/g, '')}`}>
        {row.phone}
      </a>
    </td>
    {isAsked && (
      <td>
        {word(row.status)}
        {row.bookable > 0 && `, ${row.bookable}`}
      </td>
    )}
  </tr>
))
