import { dischargePatient } from '../lib/usecases/discharge-patient.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'discharge-patient'> = ({ deps, write, params, body }) =>
  dischargePatient(deps, write, { ...body, ...params })
