import { AGREEMENT_ROUTES } from '../../lib/contract/routes/agreement.ts'
import { AVREGNING_ROUTES } from '../../lib/contract/routes/avregning.ts'
import { run as answerDispute } from '../answer-dispute.ts'
import { run as approveAvregning } from '../approve-avregning.ts'
import { run as bookCost } from '../book-cost.ts'
import { run as explainLine } from '../explain-line.ts'
import { run as explainNight } from '../explain-night.ts'
import { run as forecastYear } from '../forecast-year.ts'
import { run as getAvregning } from '../get-avregning.ts'
import { run as listAgreementVersions } from '../list-agreement-versions.ts'
import { run as listAvregninger } from '../list-avregninger.ts'
import { run as listDisputes } from '../list-disputes.ts'
import { run as listUnits } from '../list-units.ts'
import { run as lockAvregning } from '../lock-avregning.ts'
import { run as previewAgreement } from '../preview-agreement.ts'
import { run as raiseDispute } from '../raise-dispute.ts'
import { run as runAvregning } from '../run-avregning.ts'
import { serve } from '../runtime/serve.ts'
import { run as whatIf } from '../what-if.ts'

const ROWS = { ...AGREEMENT_ROUTES, ...AVREGNING_ROUTES }

export const handler = serve<'finance'>(ROWS, {
  'book-cost': bookCost,
  'list-avregninger': listAvregninger,
  'run-avregning': runAvregning,
  'get-avregning': getAvregning,
  'lock-avregning': lockAvregning,
  'approve-avregning': approveAvregning,
  'explain-line': explainLine,
  'explain-night': explainNight,
  'raise-dispute': raiseDispute,
  'list-disputes': listDisputes,
  'answer-dispute': answerDispute,
  'what-if': whatIf,
  'preview-agreement': previewAgreement,
  'list-agreement-versions': listAgreementVersions,
  'list-units': listUnits,
  'forecast-year': forecastYear,
})
