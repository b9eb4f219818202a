import { ROUTES } from '../../lib/contract/routes.ts'
import { run as exportStays } from '../export-stays.ts'
import { run as getAccessList } from '../get-access-list.ts'
import { run as getAgreement } from '../get-agreement.ts'
import { run as getCriteriaSet } from '../get-criteria-set.ts'
import { run as getUnit } from '../get-unit.ts'
import { run as getVariant } from '../get-variant.ts'
import { run as listAgreements } from '../list-agreements.ts'
import { run as listCriteriaSets } from '../list-criteria-sets.ts'
import { run as listDeliveries } from '../list-deliveries.ts'
import { run as listRegionUnits } from '../list-region-units.ts'
import { run as listSubscriptions } from '../list-subscriptions.ts'
import { run as listUkpRates } from '../list-ukp-rates.ts'
import { run as listUtskrivningsklare } from '../list-utskrivningsklare.ts'
import { run as putAccessList } from '../put-access-list.ts'
import { run as putAgreement } from '../put-agreement.ts'
import { run as putCriteriaSet } from '../put-criteria-set.ts'
import { run as putSubscription } from '../put-subscription.ts'
import { run as putUkpRate } from '../put-ukp-rate.ts'
import { run as putUnit } from '../put-unit.ts'
import { run as putVariant } from '../put-variant.ts'
import { run as readJournal } from '../read-journal.ts'
import { run as removeSubscription } from '../remove-subscription.ts'
import { run as resendEvent } from '../resend-event.ts'
import { run as rotateSecret } from '../rotate-secret.ts'
import { serve } from '../runtime/serve.ts'
import { run as showStatistics } from '../show-statistics.ts'
import { run as showUse } from '../show-use.ts'
import { run as verifyJournal } from '../verify-journal.ts'

export const handler = serve<'admin'>(ROUTES, {
  'read-journal': readJournal,
  'verify-journal': verifyJournal,
  'show-statistics': showStatistics,
  'show-use': showUse,
  'list-region-units': listRegionUnits,
  'get-unit': getUnit,
  'put-unit': putUnit,
  'list-agreements': listAgreements,
  'get-agreement': getAgreement,
  'put-agreement': putAgreement,
  'get-access-list': getAccessList,
  'put-access-list': putAccessList,
  'list-ukp-rates': listUkpRates,
  'put-ukp-rate': putUkpRate,
  'list-criteria-sets': listCriteriaSets,
  'get-criteria-set': getCriteriaSet,
  'put-criteria-set': putCriteriaSet,
  'get-variant': getVariant,
  'put-variant': putVariant,
  'export-stays': exportStays,
  'list-utskrivningsklare': listUtskrivningsklare,
  'list-deliveries': listDeliveries,
  'list-subscriptions': listSubscriptions,
  'put-subscription': putSubscription,
  'remove-subscription': removeSubscription,
  'resend-event': resendEvent,
  'rotate-secret': rotateSecret,
})
