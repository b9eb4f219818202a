import { FUNCTION_NAMES, type FunctionName } from '../infra/bundle.ts'
import { JOB_LAMBDAS, JOB_NAMES, jobRow } from '../lib/contract/jobs.ts'
import { routeKeyOf } from '../lib/contract/routes/route-row.ts'
import { OPERATIONS, rowOf } from '../lib/contract/routes.ts'
import { SESSION_ROUTES, SESSION_ROW } from '../lib/contract/session.ts'
import { type Resource, type Role, synthesise } from '../test/infra/templates.ts'

type Synthesised = ReturnType<typeof synthesise>
type Trust = { readonly AssumeRolePolicyDocument: { readonly Statement: readonly TrustStatement[] } }
type TrustStatement = { readonly Principal: { readonly Service: string }; readonly Condition?: object }
type Route = { readonly RouteKey: string; readonly AuthorizationType: string }

/** Production as CloudFormation is given it: who may do what, where data lies, and what is answered to the checks. */
export function securityPage(): string {
  const prod = synthesise('prod')
  return [
    '# Sikkerhet på AWS',
    '',
    'Laget av `npm run docs` fra malene for `prod`; en test sammenligner. Alt som rulles ut står her, og ingenting annet rulles ut.',
    'Hvorfor det er slik: [AWS](../adr/2026-11-25-aws.md). Hvem som får kalle hvilken rute: [ruter](routes.md).',
    '',
    ...deployed(prod),
    ...functionsOf(prod),
    ...otherRoles(prod),
    ...entrances(prod),
    ...secrets(prod),
    ...dataAtRest(prod),
    ...refusedToAll(prod),
    ...wildcards(prod),
    ...answered(prod),
  ].join('\n')
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${heads.join(' | ')} |`,
  `|${heads.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
]

/** CDK's own ids without the hash that it adds, and without how the reference was made. */
const plain = (reference: string): string =>
  reference
    .replace(/(\w)[0-9A-F]{8}(?=\b|\.|$)/g, '$1')
    .replaceAll('.Arn', '')
    .replace('arn:AWS::Partition:', 'arn:')

const countBy = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => `${all.length} ${name.replace('AWS::', '')}`)
    .join(', ')

function deployed({ stacks }: Synthesised): readonly string[] {
  const rows = stacks
    .toSorted((a, b) => (a.stackName < b.stackName ? -1 : 1))
    .map(({ stackName, environment, template }) => {
      const types = Object.values(template.Resources as Record<string, { Type: string }>).map(({ Type }) => Type)
      return [stackName, environment.region, countBy(types)]
    })
  return ['## Hva som rulles ut', '', ...table(['stakk', 'region', 'ressurser'], rows)]
}

/** One row for each action on each thing, with what it is bound to. */
function grantRows({ grantsOf }: Synthesised, role: Resource<Role>): readonly (readonly string[])[] {
  return [...new Set(grantsOf(role))].map((line) => {
    const [effect = '', action = '', on = '', ...conditions] = line.split(' ')
    if (effect === 'managed') return ['alt i AWS’ egen policy', `\`${plain(action).split('/').at(-1)}\``, '']
    return [`\`${action}\``, `\`${plain(on)}\``, conditions.map(conditionText).join(', ')]
  })
}

function conditionText(json: string): string {
  const tests = Object.values(JSON.parse(json) as Record<string, Record<string, string | readonly string[]>>)
  return tests
    .flatMap((test) => Object.entries(test).map(([key, value]) => ({ key, values: [value].flat() })))
    .map(({ key, values }) => `${key}: ${values.map((value) => `\`${value}\``).join(', ')}`)
    .join('; ')
}

const servedBy = (name: FunctionName): string =>
  JOB_LAMBDAS.some((each) => each === name)
    ? `jobbene ${JOB_NAMES.filter((job) => jobRow(job).lambda === name).join(', ')}`
    : name === SESSION_ROW.lambda
      ? `innloggingen, ${SESSION_ROUTES.map(({ method, path }) => `\`${method} ${path}\``).join(' og ')}`
      : `rutene ${OPERATIONS.filter((operation) => rowOf(operation).lambda === name).join(', ')}`

function functionsOf(prod: Synthesised): readonly string[] {
  const sections = FUNCTION_NAMES.flatMap((name) => {
    const { Role: role, MemorySize, Timeout, LoggingConfig } = prod.functionOf(name).Properties
    const log = prod.only<{ RetentionInDays: number }>('AWS::Logs::LogGroup', LoggingConfig.LogGroup)
    return [
      `### ${name}`,
      '',
      `Tjener ${servedBy(name)}. ${MemorySize} MB, høyst ${Timeout} s. Loggen varer ${log.Properties.RetentionInDays} døgn.`,
      '',
      ...table(['kan', 'på', 'bare for'], grantRows(prod, prod.only<Role>('AWS::IAM::Role', role))),
    ]
  })
  return [
    '## Funksjonene',
    '',
    'Hver har sin egen rolle, og kan dette og ikke noe mer. `dynamodb:LeadingKeys` er den første delen av nøkkelen til hver post i kallet; alle kallene har den.',
    '',
    ...sections,
  ]
}

function otherRoles(prod: Synthesised): readonly string[] {
  const ofFunctions = new Set(prod.functions.map(({ Properties }) => prod.textOf(Properties.Role).replace('.Arn', '')))
  const others = prod.ofType<Role & Trust>('AWS::IAM::Role').filter(({ id }) => !ofFunctions.has(id))
  const sections = others.flatMap((role) => {
    const takers = role.Properties.AssumeRolePolicyDocument.Statement.map(
      ({ Principal, Condition }) => `\`${Principal.Service}\`${Condition ? ', bare for denne kontoen' : ''}`,
    )
    return [
      `### ${plain(role.id)}`,
      '',
      `Kan bare tas av ${takers.join(', ')}.`,
      '',
      ...table(['kan', 'på', 'bare for'], grantRows(prod, role)),
    ]
  })
  return ['## Andre roller', '', ...sections]
}

function entrances({ ofType, textOf }: Synthesised): readonly string[] {
  const routes = ofType<Route>('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties)
  const ofRows = new Set(OPERATIONS.map(rowOf).map(routeKeyOf))
  const others = routes.filter(({ RouteKey }) => !ofRows.has(RouteKey)).map(({ RouteKey }) => `\`${RouteKey}\``)
  const open = OPERATIONS.map(rowOf)
    .filter(({ roles }) => roles === 'anyone')
    .map((row) => `\`${routeKeyOf(row)}\``)
  const judgedBefore = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'NONE').length
  const callers = ofType<{ Principal: string; FunctionName: unknown }>('AWS::Lambda::Permission').map(
    ({ Properties }) => `${Properties.Principal} ${plain(textOf(Properties.FunctionName))}`,
  )
  return [
    '## Inngangene',
    '',
    'Utenfra: CloudFront (sidene, og API-et bak samme navn). API-ets egen adresse svarer 403 på alt som ikke har nøkkelen som CloudFront viser. Ingenting annet har en adresse.',
    '',
    `Av gatewayens ${routes.length} ruter har ${judgedBefore} en authorizer. ${routes.length - others.length} er rader i rutetabellen, der funksjonen selv dømmer tokenet før noe annet`,
    `er lest ([tokens](../adr/2026-11-25-tokens.md)). Uten token svarer bare ${[...open, ...others].join(', ')}. \`$default\``,
    'sier hva som er galt med en adresse ingen rad har, `session` er veien inn, og resten sier bare hva som kan spørres om.',
    '',
    `Hvem AWS lar kalle en funksjon: ${countBy(callers)}.`,
    '',
  ]
}

const KEPT: Readonly<
  Record<string, (properties: Record<string, unknown>, text: (value: unknown) => string) => string>
> = {
  'AWS::DynamoDB::GlobalTable': () => 'egen nøkkel; til ethvert sekund i 35 døgn; sletting er sperret',
  'AWS::KMS::Key': ({ EnableKeyRotation }) => (EnableKeyRotation ? 'byttes hvert år' : 'byttes ikke'),
  'AWS::Backup::BackupVault': ({ EncryptionKeyArn }, text) =>
    `nøkkelen ${plain(text(EncryptionKeyArn))}; ingen får slette før tiden`,
  'AWS::Logs::LogGroup': ({ RetentionInDays }) => `AWS’ nøkkel; ${RetentionInDays} døgn`,
  'AWS::SecretsManager::Secret': ({ KmsKeyId }, text) =>
    KmsKeyId === undefined ? 'AWS’ nøkkel' : `nøkkelen ${plain(text(KmsKeyId))}`,
  'AWS::SQS::Queue': ({ MessageRetentionPeriod }) => `AWS’ nøkkel; ${Number(MessageRetentionPeriod) / 86_400} døgn`,
  'AWS::S3::Bucket': () => 'AWS’ nøkkel; bare åpne filer, bygd fra kildekoden',
  'AWS::SNS::Topic': () => 'lagres ikke; alarmtekster uten persondata',
}

function dataAtRest({ resources, textOf }: Synthesised): readonly string[] {
  const rows = resources.flatMap(({ id, Type, DeletionPolicy, Properties }) => {
    const describe = KEPT[Type]
    if (!describe) return []
    return [
      [
        plain(id),
        Type.replace('AWS::', ''),
        describe(Properties, textOf),
        DeletionPolicy === 'Retain' ? 'blir' : 'slettes',
      ],
    ]
  })
  return ['## Data i ro', '', ...table(['hva', 'type', 'kryptert og beholdt', 'når stakken slettes'], rows)]
}

/** Which function is given what is secret, and by which name. */
function secrets({ ofType, functions, textOf, nameOf }: Synthesised): readonly string[] {
  const front = JSON.stringify(ofType('AWS::CloudFront::Distribution'))
  const rows = ofType<{ readonly Description: string }>('AWS::SecretsManager::Secret').map(({ id, Properties }) => {
    const holders = functions.flatMap((each) =>
      Object.entries(each.Properties.Environment.Variables)
        .filter(([, value]) => textOf(value).includes(`:${id}:`))
        .map(([variable]) => `${nameOf({ Ref: each.id })} (\`${variable}\`)`),
    )
    return [plain(id), Properties.Description, [...holders, ...(front.includes(id) ? ['CloudFront'] : [])].join(', ')]
  })
  return [
    '## Hemmeligheter',
    '',
    'Laget av Secrets Manager og ført dit de skal av CloudFormation; ingen mal har dem. Funksjonenes miljø er kryptert med tabellens nøkkel.',
    '',
    ...table(['hva', 'til hva', 'hvem har den'], rows),
  ]
}

type Statements = {
  readonly Statement: readonly { readonly Effect: string; readonly Action: string | readonly string[] }[]
}
type Logged = { readonly Replicas: readonly { readonly ResourcePolicy?: { readonly PolicyDocument: Statements } }[] }

/** What a resource's own policy says no to, whatever anybody's role allows. */
function refusedToAll({ ofType }: Synthesised): readonly string[] {
  const tables = ofType<Logged>('AWS::DynamoDB::GlobalTable').flatMap(({ id, Properties }) =>
    Properties.Replicas.map(({ ResourcePolicy }) => ({ id, policy: ResourcePolicy?.PolicyDocument })),
  )
  const vaults = ofType<{ readonly AccessPolicy?: Statements }>('AWS::Backup::BackupVault').map(
    ({ id, Properties }) => ({ id, policy: Properties.AccessPolicy }),
  )
  const rows = [...tables, ...vaults].flatMap(({ id, policy }) =>
    (policy?.Statement ?? [])
      .filter(({ Effect }) => Effect === 'Deny')
      .map(({ Action }) => [
        plain(id),
        [Action]
          .flat()
          .map((action) => `\`${action}\``)
          .join(', '),
      ]),
  )
  return [
    '## Nei til alle',
    '',
    'Dette sier ressursens egen policy nei til, for alle i kontoen, til policyen er endret; CloudTrail viser at den ble det.',
    '',
    ...table(['hva', 'ingen kan'], rows),
  ]
}

function wildcards(prod: Synthesised): readonly string[] {
  const rows = prod.ofType<Role>('AWS::IAM::Role').flatMap((role) =>
    grantRows(prod, role)
      .filter(([action = '', on = '']) => `${action}${on}`.includes('*'))
      .map(([action = '', on = '']) => [plain(role.id), action, on]),
  )
  return [
    '## Jokertegn i rettigheter',
    '',
    'Alle som finnes. Grunnen står blant svarene under.',
    '',
    ...table(['rolle', 'kan', 'på'], rows),
  ]
}

/** Where the same answer is given nearly everywhere, the stack is enough. */
const MOST_PLACES = 4
function whereOf(places: readonly string[]): string {
  if (places.length <= MOST_PLACES) return places.join(', ')
  const stacks = Map.groupBy(places, (place) => place.split('/')[0])
  return [...stacks].map(([stack, all]) => `${stack}, ${all.length} steder`).join('; ')
}

function answered({ answers }: Synthesised): readonly string[] {
  const alike = Map.groupBy(answers, ({ rule, reason }) => `${rule} ${reason}`)
  const rows = [...alike.values()].map((all) => [
    `\`${all[0]?.rule.replace(/^Annotation::/i, '')}\``,
    whereOf(all.map(({ at }) => at)),
    all[0]?.reason ?? '',
  ])
  return [
    '## Svar på funn fra cdk-nag',
    '',
    'Regelsettene AwsSolutions og Serverless kjøres ved hver syntese. Dette er alt som er besvart, og hvorfor.',
    '',
    ...table(['regel', 'hvor', 'hvorfor det er riktig her'], rows),
  ]
}
