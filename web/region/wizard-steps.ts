import type { NamedFault } from '../avtale/form.tsx'

export const STEPS = ['enheter', 'parter', 'senger', 'oppgjor', 'regler', 'lagre'] as const
export type Step = (typeof STEPS)[number]

const STEP_OF: Readonly<Record<string, Step>> = {
  units: 'enheter',
  agreementId: 'parter',
  name: 'parter',
  host: 'parter',
  parties: 'parter',
  groups: 'senger',
  guests: 'oppgjor',
  finance: 'oppgjor',
  places: 'oppgjor',
  rules: 'regler',
  fom: 'lagre',
}

/** On which step a field is mended; a fault of the whole is mended before it is saved. */
export const stepOf = (pointer: string): Step => STEP_OF[pointer.split('/')[1] ?? ''] ?? 'lagre'

export const faultsOn = (step: Step, faults: readonly NamedFault[]): readonly NamedFault[] =>
  faults.filter(({ pointer }) => stepOf(pointer) === step)
