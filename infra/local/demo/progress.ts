/** One line on the terminal that is written over while the work goes on; elsewhere only its beginning is said. */
export type Progress = { readonly tell: (how: string) => void; readonly end: () => void }

export function startProgress(title: string, say: (line: string) => void): Progress {
  const { stdout } = process
  if (!stdout.isTTY) {
    say(title)
    return { tell: () => {}, end: () => {} }
  }
  const show = (text: string) => stdout.write(`\r${text}\u001b[K`)
  show(title)
  return {
    tell: (how) => show(`${title} ${how}`),
    end: () => {
      show(title)
      stdout.write('\n')
    },
  }
}
