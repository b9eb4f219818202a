import type { Caller } from '../support/http.ts'

/** A command that was answered with success, as the journal must have it: exactly once. */
export type Answered = { readonly unitId: string; readonly type: string; readonly id: string }

export type Audit = {
  readonly events: number
  /** Answered with success, and not in the journal. */
  readonly lost: readonly Answered[]
  /** In the journal more than once, or there though nobody was told of it. */
  readonly doubled: readonly Answered[]
  /** Units whose journal does not verify against their board. */
  readonly unsound: readonly string[]
}

/** Holds the answers against the journals of the units. `unanswered` commands may stand in the journal or not. */
export async function auditJournals(
  auditor: Caller,
  unitIds: readonly string[],
  answered: readonly Answered[],
): Promise<Audit> {
  const wanted = new Map(answered.map((command) => [nameOf(command), command]))
  const found = new Map<string, number>()
  const types = new Set(answered.map(({ type }) => type))
  const unsound: string[] = []
  const doubled: Answered[] = []
  let events = 0
  for (const unitId of unitIds) {
    for await (const event of journalOf(auditor, unitId)) {
      events += 1
      if (!types.has(event.type)) continue
      const command = { unitId, type: event.type, id: idIn(event.data) }
      const times = (found.get(nameOf(command)) ?? 0) + 1
      found.set(nameOf(command), times)
      if (times > 1 || !wanted.has(nameOf(command))) doubled.push(command)
    }
    const verdict = await auditor.ok('verify-journal', { params: { unitId } })
    if (!verdict.ok || !verdict.stateMatches) unsound.push(unitId)
  }
  return { events, doubled, unsound, lost: answered.filter((command) => !found.has(nameOf(command))) }
}

const nameOf = ({ unitId, type, id }: Answered): string => `${unitId} ${type} ${id}`

/** What the event is about: a stay where it names one, else a hold. */
function idIn(data: Readonly<Record<string, unknown>>): string {
  const { stay, stayId, hold, holdId } = data
  const inner = (stay ?? hold ?? {}) as Readonly<Record<string, unknown>>
  return String(stayId ?? inner['stayId'] ?? holdId ?? inner['holdId'])
}

async function* journalOf(auditor: Caller, unitId: string) {
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof auditor.ok<'read-journal'>>> = await auditor.ok('read-journal', {
      params: { unitId },
      query: { after: String(after) },
    })
    yield* page.events
    after = page.nextAfter
  }
}
