import { plusMs } from '../../lib/kernel/instant.ts'
import { deliverEvents } from '../../lib/usecases/deliver-events.ts'
import { eventBus } from '../runtime/event-bus.ts'
import { log } from '../runtime/log.ts'
import { postWebhook } from '../runtime/post-webhook.ts'
import type { RunJob } from '../runtime/run-jobs.ts'
import { webhookSettings } from '../runtime/webhook-settings.ts'

export const run: RunJob = async ({ deps, now }) => {
  const { webhookKey, localToo } = webhookSettings()
  const { EVENT_BUS_NAME: busName, AWS_REGION: region = '' } = process.env
  const { credentials } = deps.store.client.config
  const begun = performance.now()
  const report = await deliverEvents(deps, {
    // The clock of the run, going on while things are sent: it may be a moved one.
    clock: () => plusMs(now, Math.round(performance.now() - begun)),
    post: (url, headers, body) => postWebhook(url, headers, body, { localToo }),
    putOnBus: busName ? eventBus({ busName, region, credentials }) : null,
    webhookKey,
  })
  // The alarm hears these lines: a person must look.
  for (const { agreementId, subscriptionId } of report.disabled)
    log.error('deliver-events.disabled', { agreementId, subscriptionId })
  if (report.isBusFailing) log.error('deliver-events.bus-failing', {})
  return report
}
