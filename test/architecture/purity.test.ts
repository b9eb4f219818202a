import { describe, expect, it } from 'vitest'
import { codeOf, sourceFiles } from '../support/source-files.ts'

/** Where a cast makes a brand, or says what a table lookup cannot; each with a comment beside it. May only shrink. */
const CASTS: Readonly<Record<string, number>> = {
  'lib/domain/ids.ts': 2,
  'lib/domain/pool/decide.ts': 1,
  'lib/domain/pool/waiting.ts': 1,
  'lib/contract/fields.ts': 2,
  'lib/contract/jobs.ts': 1,
  'lib/contract/path-parameters.ts': 1,
  'lib/contract/routes.ts': 1,
  'lib/usecases/admit-patient.ts': 1,
  'lib/usecases/change-units.ts': 1,
  'lib/usecases/find-beds.ts': 1,
  'lib/usecases/place-hold.ts': 1,
  'lib/usecases/save-agreement.ts': 1,
  'lib/usecases/transfer-stay.ts': 1,
  'lib/usecases/waiting-list.ts': 2,
  'lib/domain/agreement/agreement.ts': 2,
  'lib/domain/assessment/core-sets.ts': 2,
  'lib/usecases/escalate-holds.ts': 2,
  'lib/domain/avregning/stay-ref.ts': 1,
  'lib/domain/outgoing/outgoing-event.ts': 1,
  'lib/usecases/avregning-reader.ts': 1,
  'lib/usecases/change-items.ts': 1,
  'lib/usecases/disputes.ts': 1,
}

/** The client runs in somebody else's program, and makes its own keys and pauses there. */
const OURS = sourceFiles(['lib']).filter((file) => !file.startsWith('lib/client/'))

describe('purity', () => {
  it.each(OURS)('%s reads no clock, chance or environment', (file) => {
    expect(codeOf(file)).not.toMatch(/new Date\(\)|Date\.now|Math\.random|performance\.now|process\.|randomUUID/)
  })

  it('casts are counted, and may only become fewer', () => {
    const counted = sourceFiles(['lib/domain', 'lib/contract', 'lib/usecases']).map((file) => {
      const code = codeOf(file).replace(/^import[\s\S]*?from '.*'$/gm, '')
      return [file, [...code.matchAll(/\bas (?!const\b)[A-Za-z(]/g)].length] as const
    })
    expect(Object.fromEntries(counted.filter(([, casts]) => casts > 0))).toEqual(CASTS)
  })

  it('no default branch swallows a new case', () => {
    const swallowing = sourceFiles(['lib', 'functions']).filter((file) => /\bdefault:\s/.test(codeOf(file)))
    expect(swallowing).toEqual([])
  })
})
