/** The part of the states language that our machines use; a state or a field that is none of it throws. */
export type State = {
  readonly Type: string
  readonly Resource?: string
  readonly Parameters?: Template
  readonly ItemsPath?: string
  readonly ItemSelector?: Template
  readonly ItemProcessor?: States
  readonly ResultSelector?: Template
  readonly ResultPath?: string
  readonly Retry?: readonly { readonly MaxAttempts: number }[]
  readonly Catch?: readonly { readonly ResultPath: string; readonly Next: string }[]
  readonly Choices?: readonly { readonly Variable: string; readonly IsString: boolean; readonly Next: string }[]
  readonly Default?: string
  readonly Next?: string
  readonly End?: true
}
export type States = { readonly StartAt: string; readonly States: Readonly<Record<string, State>> }
type Template = { readonly [key: string]: unknown }
type Data = Readonly<Record<string, unknown>>

/** What the machine can call, by what the states name it. */
export type Resources = Readonly<Record<string, (parameters: Data) => Promise<unknown>>>

/**
 * Runs a machine's own definition here, with real work behind its resources. What passes between states goes through JSON,
 * as it does there; each task of a distributed map is a run of its own, that began when it did.
 */
export async function runStates(
  machine: States,
  input: unknown,
  resources: Resources,
  context = begun(input),
): Promise<unknown> {
  let data = input
  let name: string | undefined = machine.StartAt
  while (name !== undefined) {
    const state: State | undefined = machine.States[name]
    if (!state) throw new RangeError(`no state is called ${name}`)
    const step = await runState(state, data, resources, context)
    data = step.data
    name = step.next
  }
  return data
}

let runs = 0
/** Later for each run, so that a step that takes its own run's time instead of the whole's is seen. */
function begun(input: unknown): Data {
  runs += 1
  return { Execution: { Input: input, StartTime: new Date(Date.UTC(2026, 10, 2, 4, 0, runs)).toISOString() } }
}

type Step = { readonly data: unknown; readonly next: string | undefined }

async function runState(state: State, data: unknown, resources: Resources, context: Data): Promise<Step> {
  const next = state.End ? undefined : state.Next
  switch (state.Type) {
    case 'Choice': {
      const chosen = state.Choices?.find(
        ({ Variable, IsString }) => (typeof at(Variable, data, context) === 'string') === IsString,
      )
      return { data, next: chosen?.Next ?? state.Default }
    }
    case 'Pass':
      return { data: state.Parameters ? filled(state.Parameters, data, context) : data, next }
    case 'Map': {
      const items = at(state.ItemsPath ?? '$', data, context)
      if (!Array.isArray(items) || !state.ItemProcessor) throw new TypeError('nothing to map')
      const results: unknown[] = []
      for (const item of items) {
        const own = filled(state.ItemSelector ?? {}, data, { ...context, Map: { Item: { Value: item } } })
        results.push(await runStates(state.ItemProcessor, own, resources))
      }
      return { data: results, next }
    }
    case 'Task':
      return runTask(state, data, resources, context)
    default:
      throw new RangeError(`a state of type ${state.Type}`)
  }
}

async function runTask(state: State, data: unknown, resources: Resources, context: Data): Promise<Step> {
  const call = resources[state.Resource ?? '']
  if (!call) throw new RangeError(`no resource is called ${state.Resource}`)
  const parameters = filled(state.Parameters ?? {}, data, context)
  let triesLeft = state.Retry?.[0]?.MaxAttempts ?? 0
  for (;;) {
    try {
      const result = throughJson(await call(parameters))
      const selected = state.ResultSelector ? filled(state.ResultSelector, result, context) : result
      return { data: placed(state.ResultPath, data, selected), next: state.End ? undefined : state.Next }
    } catch (error) {
      triesLeft -= 1
      if (triesLeft >= 0) continue
      const [caught] = state.Catch ?? []
      if (!caught) throw error
      const fault = { Error: error instanceof Error ? error.name : 'Error', Cause: String(error) }
      return { data: placed(caught.ResultPath, data, fault), next: caught.Next }
    }
  }
}

const throughJson = (value: unknown): unknown => (value === undefined ? {} : JSON.parse(JSON.stringify(value)))

function filled(template: Template, data: unknown, context: Data): Data {
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => {
      if (key.endsWith('.$')) return [key.slice(0, -2), found(String(value), data, context)]
      return [key, isData(value) ? filled(value, data, context) : value]
    }),
  )
}

/** A path that leads nowhere ends a run on AWS, and so here. */
function found(path: string, data: unknown, context: Data): unknown {
  const value = at(path, data, context)
  if (value === undefined) throw new RangeError(`${path} leads nowhere`)
  return value
}

const at = (path: string, data: unknown, context: Data): unknown => {
  const [root, ...names] = path.split('.')
  return names.reduce<unknown>(
    (value, name) => (isData(value) ? value[name] : undefined),
    root === '$$' ? context : data,
  )
}

function placed(path: string | undefined, data: unknown, result: unknown): unknown {
  if (path === undefined || path === '$') return result
  const [, name, ...deeper] = path.split('.')
  if (name === undefined || deeper.length > 0 || !isData(data)) throw new RangeError(`a result at ${path}`)
  return { ...data, [name]: result }
}

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)
