import { Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag'
import type { IConstruct } from 'constructs'

/** AWS's own rules of what is good practice; synthesis stops at the first finding that nobody has answered. */
export const checksOf = (app: IConstruct): readonly NagPack[] => [
  new AwsSolutionsChecks(app),
  new ServerlessChecks(app),
]

/** Answers a finding, in the words of the generated page: why what the rule warns of is right here. A test takes away every answer that no finding asks for. */
export function accept(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const answers = Object.entries(reasons).map(([id, reason]) => ({ id, reason }))
  Validations.of(construct).acknowledge(...answers)
}
