import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { addService } from './aws/service.ts'
import { parseStage } from './aws/settings.ts'
import { bundleAll, bundleDir } from './bundle.ts'

/** The CDK app: `-c stage=prod` chooses the stage. */
const app = new App()
const stage = parseStage(app.node.tryGetContext('stage') ?? 'test')
await bundleAll()
addService(app, stage, (name) => Code.fromAsset(bundleDir(name)))
app.synth()
