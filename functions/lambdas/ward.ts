import { CRITERIA_ROUTES } from '../../lib/contract/routes/criteria.ts'
import { HOLD_ROUTES } from '../../lib/contract/routes/hold.ts'
import { INTEGRATION_ROUTES } from '../../lib/contract/routes/integration.ts'
import { STAY_ROUTES } from '../../lib/contract/routes/stay.ts'
import { UNIT_ROUTES } from '../../lib/contract/routes/unit.ts'
import { WAITING_ROUTES } from '../../lib/contract/routes/waiting.ts'
import { run as acceptHold } from '../accept-hold.ts'
import { run as addWaiting } from '../add-waiting.ts'
import { run as admitPatient } from '../admit-patient.ts'
import { run as bedCleaned } from '../bed-cleaned.ts'
import { run as blockBed } from '../block-bed.ts'
import { run as cancelHold } from '../cancel-hold.ts'
import { run as changeResponsibility } from '../change-responsibility.ts'
import { run as checkCriteria } from '../check-criteria.ts'
import { run as closeUnit } from '../close-unit.ts'
import { run as confirmUnit } from '../confirm-unit.ts'
import { run as correctStay } from '../correct-stay.ts'
import { run as declineHold } from '../decline-hold.ts'
import { run as dischargePatient } from '../discharge-patient.ts'
import { run as listDeparted } from '../list-departed.ts'
import { run as listDue } from '../list-due.ts'
import { run as listTargets } from '../list-targets.ts'
import { run as listWaiting } from '../list-waiting.ts'
import { run as moveStay } from '../move-stay.ts'
import { run as openBed } from '../open-bed.ts'
import { run as placeHold } from '../place-hold.ts'
import { run as planDeparture } from '../plan-departure.ts'
import { run as promoteWaiting } from '../promote-waiting.ts'
import { run as receiveEvent } from '../receive-event.ts'
import { run as recordReview } from '../record-review.ts'
import { run as recordUtskrivningsklar } from '../record-utskrivningsklar.ts'
import { run as removeWaiting } from '../remove-waiting.ts'
import { run as replayAssessment } from '../replay-assessment.ts'
import { serve } from '../runtime/serve.ts'
import { run as setStaffing } from '../set-staffing.ts'
import { run as showBoard } from '../show-board.ts'
import { run as showCriteria } from '../show-criteria.ts'
import { run as showHold } from '../show-hold.ts'
import { run as showStay } from '../show-stay.ts'
import { run as swapStays } from '../swap-stays.ts'
import { run as transferStay } from '../transfer-stay.ts'
import { run as undoAction } from '../undo-action.ts'

const ROWS = {
  ...CRITERIA_ROUTES,
  ...HOLD_ROUTES,
  ...INTEGRATION_ROUTES,
  ...STAY_ROUTES,
  ...UNIT_ROUTES,
  ...WAITING_ROUTES,
}

export const handler = serve<'ward'>(ROWS, {
  'correct-stay': correctStay,
  'list-departed': listDeparted,
  'list-due': listDue,
  'show-stay': showStay,
  'list-targets': listTargets,
  'record-review': recordReview,
  'record-utskrivningsklar': recordUtskrivningsklar,
  'change-responsibility': changeResponsibility,
  'check-criteria': checkCriteria,
  'show-criteria': showCriteria,
  'replay-assessment': replayAssessment,
  'place-hold': placeHold,
  'show-hold': showHold,
  'cancel-hold': cancelHold,
  'accept-hold': acceptHold,
  'decline-hold': declineHold,
  'show-board': showBoard,
  'admit-patient': admitPatient,
  'move-stay': moveStay,
  'swap-stays': swapStays,
  'transfer-stay': transferStay,
  'plan-departure': planDeparture,
  'discharge-patient': dischargePatient,
  'block-bed': blockBed,
  'open-bed': openBed,
  'bed-cleaned': bedCleaned,
  'set-staffing': setStaffing,
  'close-unit': closeUnit,
  'confirm-unit': confirmUnit,
  'receive-event': receiveEvent,
  'list-waiting': listWaiting,
  'add-waiting': addWaiting,
  'promote-waiting': promoteWaiting,
  'remove-waiting': removeWaiting,
  'undo-action': undoAction,
})
