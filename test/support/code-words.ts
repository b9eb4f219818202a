import { COUNTING_RULES, KOSTRA_ARTER } from '../../lib/domain/agreement/agreement.ts'
import { CRITERION_EFFECTS, CRITERION_KINDS } from '../../lib/domain/assessment/criteria-set.ts'
import { ANSWERS, ASSESSMENT_OUTCOMES } from '../../lib/domain/assessment/evaluate.ts'
import { NEWS2_BANDS } from '../../lib/domain/assessment/news2.ts'
import { CHANGE_KINDS } from '../../lib/domain/assessment/variant.ts'
import { CSV_DIALECTS, EXPORT_FORMATS } from '../../lib/domain/avregning/export-format.ts'
import { CAUSES, DISPUTE_OUTCOMES, DISPUTE_REASONS, RUN_STATES } from '../../lib/domain/avregning/run.ts'
import { RANK_REASONS } from '../../lib/domain/lookup/find-beds.ts'
import { LOOKUP_STATUSES } from '../../lib/domain/lookup/standing.ts'
import { BED_STATES } from '../../lib/domain/pool/bed-state.ts'
import { ENTITLEMENTS } from '../../lib/domain/pool/bookable.ts'
import { PHANTOM_KINDS } from '../../lib/domain/pool/phantoms.ts'
import { HOLD_ENDS, ON_SILENCE } from '../../lib/domain/pool/state.ts'
import { UKP_RATE_STATES } from '../../lib/domain/stay/ukp-rates.ts'
import * as vocabulary from '../../lib/domain/vocabulary.ts'

/** Every value of the closed code lists: the ordliste defines each, and the app has a label for each. */
export const CODE_WORDS: readonly string[] = [
  ...Object.values(vocabulary).flat(),
  ...BED_STATES,
  ...ENTITLEMENTS,
  ...HOLD_ENDS,
  ...LOOKUP_STATUSES,
  ...RANK_REASONS,
  ...PHANTOM_KINDS,
  ...ANSWERS,
  ...ASSESSMENT_OUTCOMES,
  ...CRITERION_KINDS,
  ...CRITERION_EFFECTS,
  ...CHANGE_KINDS,
  ...NEWS2_BANDS,
  ...ON_SILENCE,
  ...CAUSES,
  ...RUN_STATES,
  ...DISPUTE_REASONS,
  ...DISPUTE_OUTCOMES,
  ...COUNTING_RULES,
  ...UKP_RATE_STATES,
  ...KOSTRA_ARTER,
  ...EXPORT_FORMATS,
  ...CSV_DIALECTS,
]
