import { FUNCTION_NAMES, type FunctionName } from '../infra/bundle.ts'
import { JOB_LAMBDAS, JOB_NAMES, jobRow } from '../lib/contract/jobs.ts'
import { OPERATIONS, rowOf } from '../lib/contract/routes.ts'
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
    ...dataAtRest(prod),
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
    .replace(/([A-Za-z])[0-9A-F]{8}(?=\b|\.|$)/g, '$1')
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
  return grantsOf(role).map((line) => {
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
  return ['## Funksjonene', '', 'Hver har sin egen rolle, og kan dette og ikke noe mer.', '', ...sections]
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
  const byAuthorizer = [...Map.groupBy(routes, ({ AuthorizationType }) => AuthorizationType)].map(([type, own]) => [
    type,
    String(own.length),
    type === 'NONE' ? own.map(({ RouteKey }) => `\`${RouteKey}\``).join(', ') : '',
  ])
  const callers = ofType<{ Principal: string; FunctionName: unknown }>('AWS::Lambda::Permission').map(
    ({ Properties }) => `${Properties.Principal} ${plain(textOf(Properties.FunctionName))}`,
  )
  return [
    '## Inngangene',
    '',
    'Utenfra: CloudFront (sidene, og API-et bak samme navn). API-ets egen adresse svarer 403 på alt som ikke har nøkkelen som CloudFront viser. Ingenting annet har en adresse.',
    '',
    ...table(['autorisasjon', 'ruter', 'uten token'], byAuthorizer),
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

function answered({ answers }: Synthesised): readonly string[] {
  const alike = Map.groupBy(answers, ({ rule, reason }) => `${rule} ${reason}`)
  const rows = [...alike.values()].map((all) => [
    `\`${all[0]?.rule.replace(/^Annotation::/i, '')}\``,
    all.map(({ at }) => at).join(', '),
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
