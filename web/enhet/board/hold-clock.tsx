import { serviceTime } from '../../api/service-clock.ts'
import { countdown } from '../../i18n/time.ts'
import { useNow } from '../../parts/use-now.ts'

/** What is left until then, second by second; the clock alone is drawn anew. */
export const HoldClock = ({ until }: { readonly until: string }) => (
  <span class="hold-clock">{countdown(Date.parse(until) - serviceTime(useNow()))}</span>
)
