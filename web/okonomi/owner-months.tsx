import { serviceTime } from '../api/service-clock.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { Link } from '../parts/link.tsx'
import { Forecast } from './forecast.tsx'
import { monthAt } from './months.ts'

const words = OKONOMI.owner

/** For whoever keeps the agreement: the months are the parties', but the year and a trial are open. */
export function OwnerMonths({ agreementId }: { readonly agreementId: string }) {
  return (
    <div class="desk">
      <h1 class="ds-heading" data-size="lg">
        {OKONOMI.months.title}
      </h1>
      <p class="ds-paragraph">{words.lead}</p>
      <ul class="means-list">
        <li>
          <Link to={`/avtale/${agreementId}`}>{words.terms}</Link>
        </li>
        <li>
          <Link to="/statistikk">{words.statistics}</Link>
        </li>
      </ul>
      <Forecast
        agreementId={agreementId}
        year={monthAt(serviceTime(Date.now())).slice(0, 4)}
        empty={<p class="ds-paragraph">{words.noForecast}</p>}
      />
    </div>
  )
}
