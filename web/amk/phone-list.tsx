import { TEXT, word } from '../i18n/nb.ts'
import { clockTime } from '../i18n/time.ts'
import type { Row } from './ask.ts'

const words = TEXT.amk

type Props = {
  readonly rows: readonly Row[]
  readonly heardAt: number | undefined
  readonly isShown: boolean
  /** Whether the rows answer for the patient's kommune; else there are only telephones to tell of. */
  readonly isAsked: boolean
}

/** What to ring by when nothing else works: on the screen without contact, and on paper always. */
export const PhoneList = ({ rows, heardAt, isShown, isAsked }: Props) => (
  <section class="phone-list" data-shown={isShown} aria-labelledby="phone-list">
    <h2 id="phone-list" class="ds-heading" data-size="xs">
      {words.phoneList}
      {heardAt !== undefined && ` ${words.asOf(clockTime(new Date(heardAt).toISOString()))}`}
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
        {rows.map(({ unitId, name, phone, status, bookable }) => (
          <tr key={unitId}>
            <th scope="row">{name}</th>
            <td>
              <a class="ds-link" href={`tel:${phone.replace(/\s/g, '')}`}>
                {phone}
              </a>
            </td>
            {isAsked && (
              <td>
                {word(status)}
                {bookable > 0 && `, ${bookable}`}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
