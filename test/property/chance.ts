const numberFrom = (name: string): number | undefined => {
  const text = process.env[name]
  return text === undefined ? undefined : Number(text)
}

/**
 * The same histories in every run, so that a red test stays red; fast-check prints seed and path with a counterexample.
 * `FC_SEED` tries others, `FC_RUNS` tries more, and `FC_PATH` goes straight to the counterexample.
 */
export function chance(usualRuns: number): { seed: number; numRuns: number; path?: string } {
  const path = process.env['FC_PATH']
  const settings = { seed: numberFrom('FC_SEED') ?? 20_261_122, numRuns: numberFrom('FC_RUNS') ?? usualRuns }
  return path === undefined ? settings : { ...settings, path }
}
