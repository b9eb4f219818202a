import type { OsloDate } from '../../kernel/oslo-date.ts'
import type { Service, UnitKind } from '../vocabulary.ts'
import type { CriteriaSet } from './criteria-set.ts'
import kadPsych from './sets/kad-psych.json' with { type: 'json' }
import kadSomatic from './sets/kad-somatic.json' with { type: 'json' }
import sykestueFinnmark from './sets/sykestue-finnmark.json' with { type: 'json' }

/**
 * The shared core sets, as data. Drafts (0.1.0) compiled from published local criteria, **not clinically approved**;
 * each file names its sources. Which kinds and services they bind is our own reading of their `appliesTo` [design].
 */
const FILES: readonly {
  readonly file: unknown
  readonly kinds: readonly UnitKind[]
  readonly services: readonly Service[]
}[] = [
  { file: kadSomatic, kinds: ['kad'], services: ['kad-somatikk'] },
  { file: kadPsych, kinds: ['kad'], services: ['kad-psyk-rus'] },
  { file: sykestueFinnmark, kinds: ['sykestue'], services: ['sykestue'] },
]

type CriteriaFile = Omit<CriteriaSet, 'criteriaSetId' | 'appliesTo' | 'validFrom' | 'config' | 'effectOverrides'> & {
  readonly id: string
  readonly validFrom: string
  readonly config: CriteriaSet['config'] & Pick<CriteriaSet, 'effectOverrides'>
}

/** JSON has no closed unions, so the shape of the files is proved by a test (test/unit/assessment). */
export const CORE_SETS: readonly CriteriaSet[] = FILES.map(({ file, kinds, services }) => {
  const { id, version, validFrom, title, source, config, inputTypes, criteria } = file as CriteriaFile
  const { effectOverrides, ...settings } = config
  return {
    criteriaSetId: id,
    version,
    validFrom: validFrom as OsloDate,
    title,
    source,
    config: settings,
    effectOverrides,
    inputTypes,
    criteria,
    appliesTo: { kinds, services },
  }
})
