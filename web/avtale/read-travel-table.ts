export type Minutes = Readonly<Record<string, Readonly<Record<string, number>>>>
export type Named = { readonly id: string; readonly name: string }
/** What is wrong with a row, by the number that it has in the spreadsheet that was pasted. */
export type RowFault = {
  readonly row: number
  readonly text: string
  readonly rule: 'unknown-kommune' | 'repeated' | 'not-minutes' | 'too-far' | 'too-many-columns' | 'unknown-unit'
}
type Row = { readonly number: number; readonly cells: readonly string[] }
type Known = { readonly units: readonly Named[]; readonly parties: readonly Named[] }

const MOST_MINUTES = 2880

/**
 * A table as a spreadsheet gives it: who travels first in each row, then minutes to each unit. A first row that names
 * units says which column is whose; without it they stand in the agreement's own order. Empty cells say nothing.
 */
export function readTravelTable(
  pasted: string,
  { units, parties }: Known,
): { readonly minutes: Minutes; readonly rows: number; readonly faults: readonly RowFault[] } {
  const rows = rowsOf(pasted)
  const [first] = rows
  const header = first && !findNamed(parties, first.cells[0]) && isHeader(first) ? first : undefined
  // With one unit a single column can only be its own, whatever stands over it.
  const isPlain = !header || (units.length === 1 && header.cells.length === 2)
  const columns = isPlain ? units : header.cells.slice(1).map((cell) => findNamed(units, cell))
  const faults: RowFault[] = []
  if (header && !isPlain) {
    const strange = header.cells.slice(1).filter((cell, i) => cell !== '' && columns[i] === undefined)
    faults.push(...strange.map((text) => ({ row: header.number, text, rule: 'unknown-unit' }) as const))
  }
  const minutes: Record<string, Record<string, number>> = {}
  for (const { number, cells } of rows.filter((row) => row !== header)) {
    const [who = '', ...given] = cells
    const fault = (text: string, rule: RowFault['rule']) => faults.push({ row: number, text, rule })
    const party = findNamed(parties, who)
    // A column with the name beside the number says the same twice.
    const times = party && findNamed(parties, given[0])?.id === party.id ? given.slice(1) : given
    if (!party) fault(who, 'unknown-kommune')
    else if (Object.hasOwn(minutes, party.id)) fault(who, 'repeated')
    else {
      const own: Record<string, number> = {}
      times.forEach((cell, i) => {
        if (cell === '') return
        const [unit, read] = [columns[i], readMinutes(cell)]
        if (read === undefined) fault(`${who}: ${cell}`, 'not-minutes')
        else if (read > MOST_MINUTES) fault(`${who}: ${cell}`, 'too-far')
        else if (unit) own[unit.id] = read
        else if (!header) fault(`${who}: ${cell}`, 'too-many-columns')
      })
      minutes[party.id] = own
    }
  }
  return { minutes, rows: Object.keys(minutes).length, faults }
}

/** Rows keep their numbers also where there are empty ones between them. */
const rowsOf = (pasted: string): readonly Row[] =>
  pasted
    .split(/\r?\n/)
    .map((line, i) => ({ number: i + 1, cells: line.split(/[\t;]/).map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))

const isHeader = ({ cells }: Row): boolean => cells.slice(1).every((cell) => readMinutes(cell) === undefined)

/** `95`, or `1:35` as hours and minutes. */
function readMinutes(cell: string): number | undefined {
  const [, hours, rest] = /^(\d{1,2}):([0-5]\d)$/.exec(cell) ?? []
  if (hours !== undefined) return Number(hours) * 60 + Number(rest)
  return /^\d{1,6}$/.test(cell) ? Number(cell) : undefined
}

/** By the id, by its number, or by any of the names that it has in one language or another. */
function findNamed(all: readonly Named[], given: string | undefined): Named | undefined {
  const sought = plain(given ?? '')
  if (sought === '') return undefined
  return all.find(({ id, name }) => {
    const names = [id, id.replace(/^[a-z]+[-_]/, ''), name, ...name.split(' - ')]
    return names.some((each) => plain(each) === sought)
  })
}

const plain = (text: string): string => text.trim().toLocaleLowerCase('nb')
