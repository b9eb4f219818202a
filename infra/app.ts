import { App, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { checksOf } from './aws/checks.ts'
import { addService } from './aws/service.ts'
import { parseStage } from './aws/settings.ts'
import { bundleAll, bundleDir } from './bundle.ts'
import { readInstallation } from './installation-file.ts'
import { rootFiles } from './web.ts'

/** The CDK app: `-c stage=prod` chooses the stage. */
const app = new App()
Validations.of(app).addPlugins(...checksOf(app))
const stage = parseStage(app.node.tryGetContext('stage') ?? 'test')
await bundleAll()
addService(app, stage, {
  codeOf: (name) => Code.fromAsset(bundleDir(name)),
  rootFiles: rootFiles(),
  installation: readInstallation(stage),
})
app.synth()
