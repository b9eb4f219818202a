import type { ProblemRow } from './problem-row.ts'

/** What an agreement, and the criteria under it, can be refused for. */
export const AGREEMENT_PROBLEMS = {
  'agreement-does-not-add-up': { status: 422, title: 'Avtalen går ikke opp', advice: 'Rett feltene som er nevnt.' },
  'agreement-not-found': { status: 404, title: 'Avtalen finnes ikke', advice: 'Sjekk avtalens id.' },
  'criteria-do-not-add-up': { status: 422, title: 'Kriteriene går ikke opp', advice: 'Rett feltene som er nevnt.' },
  'criteria-set-not-found': { status: 404, title: 'Kriteriesettet finnes ikke', advice: 'Se listen over sett.' },
  'variant-not-found': {
    status: 404,
    title: 'Enheten har ingen egne kriterier for tjenesten',
    advice: 'Kjernesettet gjelder.',
  },
} as const satisfies Record<string, ProblemRow>
