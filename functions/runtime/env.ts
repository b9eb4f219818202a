/** A setting that the process cannot do without. */
export function wanted(name: string): string {
  const text = process.env[name]
  if (!text) throw new Error(`${name} is not set`)
  return text
}
