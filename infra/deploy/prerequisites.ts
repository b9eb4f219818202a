import type { Stage } from '../aws/settings.ts'
import type { Command } from './command.ts'

/** What is not as it must be, and what to do about it. */
export type Missing = { readonly what: string; readonly todo: string }

type Place = { readonly stage: Stage; readonly regions: readonly string[]; readonly hasInstallation: boolean }

/** All that stands in the way of a deploy, in the order in which it is mended; what depends on it is not asked. */
export function whatIsMissing({ stage, regions, hasInstallation }: Place, run: Command): readonly Missing[] {
  const missing: Missing[] = []
  if (!hasInstallation)
    missing.push({
      what: `installation.${stage}.json finnes ikke.`,
      todo: `Kopier docs/installation.example.json dit, og skriv inn deres egne verdier.`,
    })
  if (stage === 'prod' && run('git', 'status', '--porcelain').said.trim() !== '')
    missing.push({
      what: 'Det er endringer som ikke er lagt inn i git.',
      todo: 'Det som går i produksjon, må kunne finnes igjen: legg inn endringene først.',
    })
  const cli = run('aws', '--version')
  if (!cli.ok || !cli.said.startsWith('aws-cli/2'))
    return [...missing, { what: 'AWS CLI 2 finnes ikke på maskinen.', todo: 'Installer den, og prøv igjen.' }]
  const who = run('aws', 'sts', 'get-caller-identity', '--query', 'Account', '--output', 'text')
  if (!who.ok)
    return [...missing, { what: 'AWS kjenner deg ikke.', todo: 'Logg inn: aws sso login (og sett AWS_PROFILE).' }]
  const account = who.said.trim()
  for (const region of regions) {
    const toolkit = ['cloudformation', 'describe-stacks', '--stack-name', 'CDKToolkit', '--region', region]
    if (!run('aws', ...toolkit).ok)
      missing.push({
        what: `Kontoen ${account} er ikke klargjort i ${region}.`,
        todo: `Kjør én gang: npx cdk bootstrap aws://${account}/${region}`,
      })
  }
  return missing
}
