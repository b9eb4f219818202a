import { admitPatient } from '../lib/usecases/admit-patient.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'admit-patient'> = ({ deps, write, params, body }) =>
  admitPatient(deps, write, { ...body, ...params })
