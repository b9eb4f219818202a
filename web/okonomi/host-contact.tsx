import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { partyName } from '../parts/party.ts'
import { type Names, UnitContact } from './unit-names.tsx'

const words = OKONOMI.host

/** Whom a party asks about a month that waits: who the host is, and where somebody can be rung. */
export function HostContact({ names }: { readonly names: Names }) {
  const { host, units } = names
  if (!host) return null
  return (
    <section aria-labelledby="vert-tittel">
      <h2 class="ds-heading" data-size="sm" id="vert-tittel">
        {words.title}
      </h2>
      <p class="ds-paragraph">
        {words.runs(host.name ?? partyName(host.partyId))} {host.address && words.at(host.address)}
      </p>
      <p class="ds-paragraph">{words.units}</p>
      <ul class="means-list">
        {units.map(({ unitId }) => (
          <li key={unitId}>
            <UnitContact names={names} unitId={unitId} />
          </li>
        ))}
      </ul>
    </section>
  )
}
