import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, ROOT, sourceFiles } from '../support/source-files.ts'

/** What each layer may import from the project; its own folder is always allowed. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/kernel': [],
  'lib/domain': ['lib/kernel'],
  'lib/contract': ['lib/kernel', 'lib/domain'],
  'lib/fhir': ['lib/kernel', 'lib/domain'],
  'lib/client': ['lib/contract'],
  'lib/store': ['lib/kernel', 'lib/domain'],
  'lib/documents': ['lib/kernel', 'lib/domain'],
  'lib/usecases': ['lib/kernel', 'lib/domain', 'lib/contract', 'lib/store', 'lib/documents', 'lib/fhir'],
  functions: ['lib/kernel', 'lib/domain', 'lib/contract', 'lib/store', 'lib/documents', 'lib/usecases'],
  'infra/aws': ['lib/contract', 'lib/store', 'lib/kernel', 'infra/bundle.ts', 'infra/page-answers.ts'],
  'infra/local': ['lib', 'functions', 'infra/web.ts', 'infra/page-answers.ts'],
  // A number reads the same on the screen as in the file, and so do the steps behind it; no cell runs as a formula.
  web: [
    'lib/contract',
    'lib/client',
    'lib/documents/norwegian-text.ts',
    'lib/documents/plain-cell.ts',
    'lib/documents/working-text.ts',
  ],
}

/** Packages that only some layers may know. */
const PACKAGE_HOMES: Readonly<Record<string, readonly string[]>> = {
  '@aws-sdk': ['lib/store', 'functions/runtime', 'infra/local'],
  '@smithy': ['functions/runtime'],
  '@middy/core': ['functions/runtime'],
  zod: ['lib/contract', 'lib/client/client.ts', 'lib/store', 'functions/runtime', 'infra'],
  'aws-cdk-lib': ['infra/aws', 'infra/app.ts'],
  'cdk-nag': ['infra/aws/checks.ts'],
  jose: ['infra/local', 'functions/runtime/token', 'functions/runtime/session'],
  'csv-stringify': ['lib/documents'],
  'write-excel-file': ['lib/documents'],
  pdfkit: ['lib/documents'],
  '@fontsource': ['lib/documents'],
  preact: ['web'],
  '@digdir/designsystemet-css': ['web'],
  vite: ['web/vite', 'infra/web.ts'],
}

/** A list of work, not a hole: entries may only be taken away. */
const LAYER_EXCEPTIONS: readonly string[] = []

const files = sourceFiles(['lib', 'functions', 'infra', 'web'])
const layerOf = (file: string) =>
  Object.keys(MAY_IMPORT)
    .filter((layer) => file.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0]

describe('layers', () => {
  it('import one way only', () => {
    const broken = files.flatMap((file) => {
      const layer = layerOf(file)
      if (!layer) return []
      return importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(ROOT, join(ROOT, dirname(file), target)))
        .filter(
          (target) =>
            !target.startsWith(`${layer}/`) &&
            !(MAY_IMPORT[layer] ?? []).some((allowed) => target === allowed || target.startsWith(`${allowed}/`)),
        )
        .map((target) => `${file} -> ${target}`)
    })
    expect(broken.filter((line) => !LAYER_EXCEPTIONS.includes(line))).toEqual([])
    expect(LAYER_EXCEPTIONS.filter((line) => !broken.includes(line))).toEqual([])
  })

  it('keep packages at home', () => {
    const strays = files.flatMap((file) =>
      importsOf(file).flatMap((target) =>
        Object.entries(PACKAGE_HOMES)
          .filter(
            ([name, homes]) =>
              (target === name || target.startsWith(`${name}/`)) && !homes.some((home) => file.startsWith(home)),
          )
          .map(([name]) => `${file} -> ${name}`),
      ),
    )
    expect(strays).toEqual([])
  })

  it('read the real files', () => {
    expect(files.length).toBeGreaterThan(80)
    expect(importsOf('lib/usecases/place-hold.ts')).toContain('./deps.ts')
  })
})
