import type { JournalActor } from '../domain/actor.ts'
import type { PatientRef, StayId, UnitId } from '../domain/ids.ts'
import type { DecidedEvent } from '../domain/pool/decide.ts'
import { type Recorded, recordEvents } from '../domain/pool/journal.ts'
import type { Instant } from '../kernel/instant.ts'
import { accepted, type Result, refused } from '../kernel/result.ts'
import { type Idempotency, idempotencyPart } from '../store/idempotency.ts'
import { MOST_PARTS, type PartName, type TxPart, tryCommit } from '../store/tx.ts'
import {
  type PatientChange,
  readUnits,
  type StoredStay,
  type UnitReads,
  type UnitsRead,
  unitParts,
} from '../store/unit-store.ts'
import type { Deps } from './deps.ts'

/** Who asks, when, and under which key: the same for every write. */
export type WriteRequest = {
  readonly actor: JournalActor
  readonly now: Instant
  readonly idempotency?: Idempotency | undefined
  /** Decides and answers, and writes nothing. */
  readonly dryRun?: boolean
}

/** Refusals that belong to the way of writing, not to any rule about beds. */
export type WriteRefusal =
  | { readonly kind: 'unit-not-found' }
  | { readonly kind: 'idempotency-key-reused' }
  | { readonly kind: 'too-many-at-once'; readonly retryAfterSeconds: number }

/** What was decided: events per unit, and what follows for patients, stays and other items. */
export type Decided<Answer> = {
  readonly units: readonly { readonly unitId: UnitId; readonly events: readonly DecidedEvent[] }[]
  readonly patients?: readonly PatientChange[]
  readonly newStays?: ReadonlyMap<StayId, { readonly patientRef: PatientRef; readonly assessment: string | null }>
  readonly alongside?: readonly TxPart[]
  /** Made from the states after the change; must be plain JSON, for a repeated request gets it back from the table. */
  readonly answer: (after: ReadonlyMap<UnitId, Recorded>, stays: ReadonlyMap<StayId, StoredStay>) => Answer
}

/** A promise only where something that never changes must be fetched first; the versions read still decide. */
type DecideOn<Answer, Refusal> = (
  read: UnitsRead,
) => Result<Decided<Answer>, Refusal> | Promise<Result<Decided<Answer>, Refusal>>

/** Enough for two hundred callers at one unit's twenty beds; a caller beyond that is asked to come again. */
const MOST_TRIES = 40
const LONGEST_PAUSE_MS = 250

/**
 * The shell round every decision about beds: read, decide, write everything in one transaction on the versions read.
 * A lost race reads and decides again, bounded and jittered. Refusals write nothing.
 */
export function changeUnits<Answer, Refusal>(
  deps: Deps,
  request: WriteRequest,
  reads: Omit<UnitReads, 'idempotency'>,
  decideOn: DecideOn<Answer, Refusal>,
  /** Says when a lost part makes another try pointless; without it every lost race is tried again. */
  giveUpOn: (lost: ReadonlySet<PartName>) => Refusal | undefined = () => undefined,
): Promise<Result<Answer, Refusal | WriteRefusal>> {
  const change = () => tryUntilWritten(deps, request, reads, decideOn, giveUpOn)
  return deps.inTurn ? deps.inTurn(reads.unitIds, change) : change()
}

async function tryUntilWritten<Answer, Refusal>(
  deps: Deps,
  { idempotency, now, dryRun = false }: WriteRequest,
  reads: Omit<UnitReads, 'idempotency'>,
  decideOn: DecideOn<Answer, Refusal>,
  giveUpOn: (lost: ReadonlySet<PartName>) => Refusal | undefined,
): Promise<Result<Answer, Refusal | WriteRefusal>> {
  for (let tries = 1; ; tries += 1) {
    const read = await readUnits(deps.store, { ...reads, idempotency })
    if (read.replay) {
      // The fingerprint covers operation, path and body, so the stored answer has the shape asked for.
      const isSame = read.replay.fingerprint === idempotency?.fingerprint
      return isSame ? accepted(read.replay.answer as Answer) : refused({ kind: 'idempotency-key-reused' })
    }
    const decision = await decideOn(read)
    if (!decision.ok) return decision
    const { units, patients = [], newStays = new Map(), alongside = [], answer } = decision.value
    const changes = units
      .filter(({ events }) => events.length > 0)
      .map(({ unitId, events }) => {
        const before = read.units.get(unitId) ?? null
        return { unitId, before, recorded: recordEvents(before, unitId, events, now) }
      })
    const after = new Map<UnitId, Recorded>([...read.units].map(([unitId, state]) => [unitId, { events: [], state }]))
    for (const { unitId, recorded } of changes) after.set(unitId, recorded)
    const { parts, stays } = unitParts(changes, read.stays, { patients, newStays, at: now })
    const given = answer(after, stays)
    const all = [...parts, ...alongside, ...(idempotency ? [idempotencyPart(idempotency, given, now)] : [])]
    if (all.length === 0 || dryRun) return accepted(given)
    // Only where dozens of holds ended at once in several units; the tidy job takes them unit by unit within minutes.
    if (all.length > MOST_PARTS) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 60 })
    const outcome = await tryCommit(deps.store, all)
    if (outcome.committed) return accepted(given)
    const pointless = giveUpOn(outcome.lost)
    if (pointless) return refused(pointless)
    if (tries === MOST_TRIES) return refused({ kind: 'too-many-at-once', retryAfterSeconds: 1 })
    await deps.store.pause(deps.random() * Math.min(LONGEST_PAUSE_MS, 4 * 2 ** tries))
  }
}
