import { byText } from '../../kernel/by-text.ts'
import type { PartyId } from '../ids.ts'
import type { NightAdjustment } from './month-facts.ts'
import type { Dispute } from './run.ts'

/**
 * What won disputes changed. A night that one party won may be another's next, who may win it too: the answers are followed
 * in the order in which they were given, from every party that has won the night.
 */
export function adjustmentsBy(disputes: readonly Dispute[]): readonly NightAdjustment[] {
  const won = disputes
    .flatMap(({ disputeId, partyId, nights, answer }) =>
      answer?.outcome === 'upheld'
        ? nights.map((night) => ({ ...night, disputeId, from: partyId, payer: answer.payer, at: answer.at }))
        : [],
    )
    .sort(byText(({ at, disputeId }) => `${at} ${disputeId}`))
  const nightName = ({ stayId, date }: Pick<NightAdjustment, 'stayId' | 'date'>) => `${stayId} ${date}`
  const byNight = Map.groupBy(won, nightName)
  const starts = new Map(won.map((answer) => [`${nightName(answer)} ${answer.from}`, answer]))
  return [...starts.values()].flatMap(({ stayId, date, from }): NightAdjustment[] => {
    const answers = byNight.get(nightName({ stayId, date })) ?? []
    const payer = answers.reduce<PartyId | null>((now, answer) => (answer.from === now ? answer.payer : now), from)
    return payer === from ? [] : [{ stayId, date, from, payer }]
  })
}
