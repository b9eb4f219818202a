import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { synthesise } from '../test/infra/templates.ts'
import { PRICED, PRICES, type Price, type Priced } from './cost/prices.ts'
import { type CostOf, SIZES, type Size, type Standing, usageOf } from './cost/usage.ts'

const read = (file: string): string => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')
const PRICED_THINGS = Object.keys(PRICES) as Priced[]

/** What a month costs at three sizes, where the money goes, and what would make it less. */
export function costPage(): string {
  const standing = standingOf()
  const seconds = pollSeconds()
  const bill = (size: Size, every: number) => billOf(size, every, standing)
  const total = (size: Size, every: number) => sumOf(Object.values(bill(size, every)))
  const rows = PRICED_THINGS.map((thing) => [
    PRICES[thing].what,
    ...SIZES.map((size) => usd(bill(size, seconds)[thing])),
  ])
  const polls = [seconds, 3, 5, 10].map((every) => [
    every === seconds ? `${decimal(every)} s (som nå)` : `${decimal(every)} s`,
    ...SIZES.map((size) => usd(total(size, every))),
  ])
  const sizeHeads = SIZES.map(({ name }) => name)
  return [
    '# Hva det koster i måneden',
    '',
    'Laget av `npm run docs`: målte lese- og skriveenheter ([tilgangsmønstre](access-patterns.md)), ganger hvor ofte hver operasjon brukes',
    '(`scripts/cost/usage.ts`), ganger prislisten nederst. Amerikanske dollar, uten merverdiavgift, gratiskvoter og rabatter. Prisene merket',
    '«fra hukommelsen» er ikke holdt mot kilden; gjør det før et budsjett.',
    '',
    ...table(
      ['', ...sizeHeads],
      SIZES_IN_WORDS.map(([what, of]) => [what, ...SIZES.map((size) => decimal(of(size)))]),
    ),
    '## Regningen',
    '',
    ...table(
      ['', ...sizeHeads],
      [...rows, ['**til sammen**', ...SIZES.map((size) => `**${usd(total(size, seconds))}**`)]],
    ),
    '## Hvor pengene går, og hva som gjør det mindre',
    '',
    ...SIZES.map((size) => `- ${size.name}: ${largest(bill(size, seconds))}.`),
    '',
    'Åpne skjermer er nesten hele regningen når mange bruker tjenesten: hver synlig tavle spør på nytt hele tiden, og hvert kall går gjennom',
    'CloudFront, WAF, API Gateway og Lambda. At svaret er uendret (304), sparer nettet og ikke kallet. Det samme, med annen takt:',
    '',
    ...table(['hver synlig skjerm spør hvert', ...sizeHeads], polls),
    'Det som ellers hjelper: en skjerm som ikke er synlig, spør sjelden alt nå; færre skjermer som står på om natten; WAF bare på sidene',
    'og ikke på API-et. Skriveenhetene er nesten bare bevisene for nøkkelen (DPoP): hvert kall skriver sitt, så det ikke kan sendes igjen.',
    'Tilgangsloggen og seglene er en liten del: én skriveenhet for hver lesing som føres, og ingen for en avspørring som alt er ført den timen.',
    '',
    '## Prislisten',
    '',
    ...table(
      ['hva', 'pris i USD', 'for', 'kilde', 'kontrollert'],
      PRICED_THINGS.map((thing) => {
        const { what, usd: price, per, source, isFromMemory }: Price = PRICES[thing]
        return [
          what,
          String(price).replace('.', ','),
          decimal(per),
          source,
          isFromMemory ? `nei, fra hukommelsen ${PRICED}` : PRICED,
        ]
      }),
    ),
  ].join('\n')
}

const SIZES_IN_WORDS: readonly (readonly [string, (size: Size) => number])[] = [
  ['enheter', ({ units }) => units],
  ['avtaler', ({ agreements }) => agreements],
  ['innleggelser i måneden', ({ admissionsPerMonth }) => admissionsPerMonth],
  ['synlige tavler, timer i døgnet til sammen', ({ boardHours }) => boardHours],
  ['synlige søk, timer i døgnet til sammen', ({ searchHours }) => searchHours],
  ['data, GB', ({ tableGb }) => tableGb],
]

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${heads.join(' | ')} |`,
  `|${heads.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
]

const billOf = (size: Size, seconds: number, standing: Standing): Readonly<Record<Priced, number>> => {
  const usage = usageOf(size, { seconds }, measuredCost(), standing)
  const amounts = PRICED_THINGS.map((thing) => [thing, (usage[thing] * PRICES[thing].usd) / PRICES[thing].per])
  return Object.fromEntries(amounts) as Record<Priced, number>
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)
const usd = (amount: number): string => (amount < 0.005 ? '0' : amount.toFixed(amount < 10 ? 2 : 0).replace('.', ','))
const decimal = (number: number): string => String(Math.round(number * 100) / 100).replace('.', ',')

function largest(bill: Readonly<Record<Priced, number>>): string {
  const all = sumOf(Object.values(bill))
  return PRICED_THINGS.toSorted((a, b) => bill[b] - bill[a])
    .slice(0, 4)
    .map((thing) => `${PRICES[thing].what} ${Math.round((100 * bill[thing]) / all)} %`)
    .join(', ')
}

/** The first measurement of each operation, from the page that the engine's own test holds fast. */
function measuredCost(): CostOf {
  const rows = read('docs/generated/access-patterns.md').matchAll(
    /^\| ([a-z-]+) \| [^|]+ \| \d+ \| ([\d.]+) \| ([\d.]+) \|$/gm,
  )
  const costs = new Map<string, { readUnits: number; writeUnits: number }>()
  for (const [, operation = '', reads, writes] of rows)
    if (!costs.has(operation)) costs.set(operation, { readUnits: Number(reads), writeUnits: Number(writes) })
  return (operation) => {
    const cost = costs.get(operation)
    if (!cost) throw new RangeError(`${operation} has not been measured`)
    return cost
  }
}

/** How often a page in sight asks, as the browser's own code says. */
function pollSeconds(): number {
  const [, ms] = /VISIBLE_MS = ([\d_]+)/.exec(read('web/api/use-polled.ts')) ?? []
  if (ms === undefined) throw new RangeError('no pace in web/api/use-polled.ts')
  return Number(ms.replaceAll('_', '')) / 1000
}

/** Counted from production's templates. */
function standingOf(): Standing {
  const { ofType } = synthesise('prod')
  const alarms = ofType<{ Metrics?: readonly { readonly MetricStat?: unknown }[] }>('AWS::CloudWatch::Alarm')
  const acl = ofType<{ Rules: readonly unknown[] }>('AWS::WAFv2::WebACL')
  return {
    rules: sumOf(acl.map(({ Properties }) => Properties.Rules.length)),
    alarmMetrics: sumOf(
      alarms.map(({ Properties }) => Properties.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1),
    ),
    ownMetrics: ofType('AWS::Logs::MetricFilter').length,
    keys: ofType('AWS::KMS::Key').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
  }
}
