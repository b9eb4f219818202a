import { listAgreementVersions } from '../lib/usecases/list-agreement-versions.ts'
import type { Run } from './runtime/serve.ts'

export const run: Run<'list-agreement-versions'> = ({ deps, params }) => listAgreementVersions(deps, params.agreementId)
