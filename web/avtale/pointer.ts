/** JSON pointers (RFC 6901) into what is being edited; ids have neither `~` nor `/` in them. */
const stepsOf = (pointer: string): readonly string[] => pointer.split('/').slice(1)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export const valueAt = (document: unknown, pointer: string): unknown =>
  stepsOf(pointer).reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), document)

/** A copy with one value set; undefined takes it away. */
export function withValue<T>(document: T, pointer: string, value: unknown): T {
  const [step, ...rest] = stepsOf(pointer)
  // What is edited keeps its shape, or is refused by the service, which judges the whole.
  if (step === undefined) return value as T
  const deeper = rest.length === 0 ? value : withValue(childOf(document, step), `/${rest.join('/')}`, value)
  if (Array.isArray(document)) return document.map((each, i) => (String(i) === step ? deeper : each)) as T
  const record: Readonly<Record<string, unknown>> = isRecord(document) ? document : {}
  const { [step]: _, ...others } = record
  return (deeper === undefined ? others : { ...record, [step]: deeper }) as T
}

const childOf = (document: unknown, step: string): unknown => (isRecord(document) ? document[step] : undefined) ?? {}

const ID_FIELDS = ['partyId', 'group', 'bedId', 'room', 'config'] as const

/** What tells a row of a list from its neighbours, wherever in the list it stands. */
export function idOf(row: unknown): string | undefined {
  if (!isRecord(row)) return undefined
  // A criterion can have its effect changed, and its wording and rule, each by a row of its own.
  if (typeof row['criterionId'] === 'string') return row['criterionId'] + ('effect' in row ? '' : ', byttet ut')
  if (isRecord(row['add'])) return String(row['add']['id'])
  if (typeof row['id'] === 'string' && 'textNb' in row) return row['id']
  for (const field of ID_FIELDS) {
    const id = row[field]
    if (typeof id === 'string') return id
  }
  return undefined
}

/** The steps of a pointer with the rows' own ids in place of their numbers, for people to read. */
export function namedSteps(document: unknown, pointer: string): readonly string[] {
  let here: unknown = document
  return stepsOf(pointer).map((step) => {
    const inList = Array.isArray(here)
    here = isRecord(here) ? here[step] : undefined
    return inList ? (idOf(here) ?? String(Number(step) + 1)) : step
  })
}
