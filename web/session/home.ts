import type { Session } from './session.ts'

/** The page where somebody of that role works; undefined where the role alone does not tell which. */
export function homeOf({ role, org }: Session): string | undefined {
  switch (role) {
    case 'dispatcher':
      return '/amk'
    case 'ward':
    case 'ward-leader':
      return `/enhet/${org}`
    case 'host-finance':
      return `/okonomi/${org}`
    case 'admin':
      return org === '*' ? '/region' : `/avtale/${org}`
    case 'auditor':
      return '/tilgangslogg'
    case 'finance':
      return undefined
  }
}
