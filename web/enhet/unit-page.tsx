import { useEffect, useRef } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { ENHET } from '../i18n/nb-enhet.ts'
import { Link } from '../parts/link.tsx'
import { session } from '../session/session.ts'
import { PageInParts } from '../shell/page-in-parts.tsx'
import { UNIT_PAGES, type UnitPageRow } from './pages.ts'
import './unit.css'

type Props = { readonly unitId: string; readonly part: string | undefined; readonly item: string | undefined }

/** The unit's workplace: the way between its pages, and the page that stands in the address. */
export function UnitPage({ unitId, part, item }: Props) {
  const mine = UNIT_PAGES.filter(isMine)
  const shown = mine.find((page) => page.part === part)
  const pages = useRef<HTMLElement>(null)
  // The pages stand in one row, which a phone shows a part of: the part with where one is.
  useEffect(() => {
    pages.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [part])
  return (
    <>
      <nav class="unit-nav" aria-label={ENHET.pages.label} ref={pages}>
        <ul>
          {mine
            .filter(({ label }) => label !== undefined)
            .map((page) => (
              <li key={page.label}>
                <Link to={addressOf(unitId, page)} isCurrent={page === shown}>
                  {page.label}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      {shown ? (
        <PageInParts shown={shown.page} unitId={unitId} item={item} key={`${part}/${item}`} />
      ) : (
        <p class="ds-paragraph page-note">{TEXT.noPage.title}</p>
      )}
    </>
  )
}

const isMine = ({ roles }: UnitPageRow): boolean => {
  const role = session()?.role
  return roles === undefined || (role !== undefined && roles.includes(role))
}
const addressOf = (unitId: string, { part }: UnitPageRow): string =>
  `/enhet/${encodeURIComponent(unitId)}${part === undefined ? '' : `/${part}`}`
