import { describe, expect, it } from 'vitest'
import { PROBLEMS } from '../../lib/contract/problems.ts'
import { OPERATIONS, rowOf } from '../../lib/contract/routes.ts'
import { CODE_WORDS } from '../support/code-words.ts'
import { codeOf, readSource, sourceFiles } from '../support/source-files.ts'

const ordliste = readSource('docs/ordliste.md')
const rows = ordliste.split('\n').filter((line) => line.startsWith('| `'))
const words = new Set(rows.map((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? ''))
const technical = new Set((/```tekniske-ord\n([\s\S]*?)```/.exec(ordliste)?.[1] ?? '').split(/\s+/))

/** Twins that mean something else, or nothing, in the field (docs/ordliste.md, «Ord vi ikke bruker»). */
const BANNED = /\b(municipalit(y|ies)|settlement|billing|bedDays?|reservation|reserve[ds]?|vedtak|tenant|overbooked)\b/i

/** AWS has its own word for how a table is paid for, and Peppol for its format of invoices. */
const withoutForeignWords = (code: string): string => code.replace(/\b[bB]illing\b(?=[,.]|: Billing|:\d)/g, '')

describe('ordliste', () => {
  it('has every code word of the closed lists, once, with bokmål beside it', () => {
    expect([...new Set(CODE_WORDS)].filter((value) => !words.has(value))).toEqual([])
    expect(rows.length).toBe(words.size)
    const bare = rows.filter((row) =>
      row
        .split('|')
        .slice(2, 4)
        .some((cell) => cell.trim() === ''),
    )
    expect(bare).toEqual([])
  })

  it('knows every word in operations, paths and problem codes', () => {
    const parts = [...OPERATIONS, ...Object.keys(PROBLEMS), ...OPERATIONS.map((operation) => rowOf(operation).path)]
      .flatMap((name) => name.replace(/\{\w+\}/g, '').split(/[/-]/))
      .filter((part) => part !== '')
    const unknown = [...new Set(parts)].filter((part) => !words.has(part) && !technical.has(part))
    expect(unknown).toEqual([])
  })

  it('sees no banned twin in code or paths', () => {
    const files = sourceFiles(['lib', 'functions', 'infra', 'web'])
    expect(files.filter((file) => BANNED.test(file) || BANNED.test(withoutForeignWords(codeOf(file))))).toEqual([])
  })

  it('writes identifiers, values and paths in ASCII', () => {
    const files = sourceFiles(['lib', 'functions', 'infra', 'test', 'web'])
    const strange = files.filter((file) => /[^\x20-\x7e]/.test(file))
    expect([...strange, ...CODE_WORDS.filter((value) => /[^\x20-\x7e]/.test(value))]).toEqual([])
  })
})
