import { JOB_NAMES, type JobTime, jobRow } from '../lib/contract/jobs.ts'
import { PROBLEMS } from '../lib/contract/problems.ts'
import { OPERATIONS, rowOf } from '../lib/contract/routes.ts'

/** Every route, job and problem code, from the tables that the service itself runs on. */
export function routesPage(): string {
  const routes = OPERATIONS.map((operation) => {
    const { method, path, lambda, roles, table, success, caching, impact } = rowOf(operation)
    const cache = caching === 'etag' ? 'ETag, 304' : caching === 'versioned' ? 'If-Match' : ''
    return `| ${operation} | \`${method} ${path}\` | ${roles === 'anyone' ? 'alle, uten token' : roles.join(', ')} | ${lambda} | ${table} | ${success} | ${cache} | ${impact} |`
  })
  const refusals = OPERATIONS.map((operation) => {
    const codes = [...new Set(rowOf(operation).refusals)].sort()
    return `| ${operation} | ${codes.map((code) => `\`${code}\``).join(' ') || '–'} |`
  })
  const problems = Object.entries(PROBLEMS).map(
    ([code, { status, title, advice }]) => `| \`${code}\` | ${status} | ${title} | ${advice} |`,
  )
  const jobs = JOB_NAMES.map((name) => {
    const row = jobRow(name)
    return `| ${name} | ${timeOf(row)} | ${row.table} | ${row.impact} |`
  })
  return [
    '# Ruter, avvisninger og jobber',
    '',
    'Laget av `npm run docs` fra `lib/contract/routes`, `lib/contract/problems` og `jobs.ts`. Ikke rett for hånd.',
    '',
    '## Ruter',
    '',
    '| operasjon | rute | roller | Lambda | tabell | svar | hode | hvem rammes når den feiler |',
    '|---|---|---|---|---|---|---|---|',
    ...routes,
    '',
    '## Hva hver operasjon kan avvise',
    '',
    'I tillegg kan alle gi `unauthenticated`, `token-refused`, `proof-refused`, `security-level-too-low`, `scope-missing`, `not-in-access-list`, `acting-as-required`, `issuer-unreachable`, `forbidden`, `invalid-request`, `malformed-json`, `body-too-large`, `person-identifier-refused`, `store-busy` og `internal-fault`.',
    '',
    '| operasjon | problemkoder |',
    '|---|---|',
    ...refusals,
    '',
    '## Problemkoder',
    '',
    '| kode | status | tittel | hva nå |',
    '|---|---|---|---|',
    ...problems,
    '',
    '## Jobber',
    '',
    '| jobb | når | tabell | hvem rammes når den uteblir |',
    '|---|---|---|---|',
    ...jobs,
    '',
  ].join('\n')
}

const timeOf = (time: JobTime): string =>
  'monthly' in time
    ? `den ${time.monthly.dayOfMonth}. i måneden kl. ${String(time.monthly.hour).padStart(2, '0')}`
    : `hvert ${time.everyMinutes}. minutt`
