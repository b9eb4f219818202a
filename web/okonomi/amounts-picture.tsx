import { kroner } from '../../lib/documents/norwegian-text.ts'
import { OKONOMI } from '../i18n/nb-okonomi.ts'
import { lineName } from './amounts-table.tsx'
import { type Line, lineKey } from './run.ts'

const words = OKONOMI.picture
const names = OKONOMI.amounts

const PARTS = [
  { kind: 'fixed', label: names.fixed, ore: (line: Line) => line.fixedOre },
  { kind: 'empty-beds', label: names.emptyBeds, ore: (line: Line) => line.emptyBedsOre },
  { kind: 'use', label: names.use, ore: (line: Line) => line.useOre },
  // A guest pays by the døgn, and its amount has no parts.
  { kind: 'guest-dogn', label: OKONOMI.amounts.guestDogn, ore: (line: Line) => (line.guest ? line.amountOre : 0) },
  { kind: 'protection', label: names.protection, ore: (line: Line) => line.lowUseAdjustmentOre },
  { kind: 'corrections', label: names.corrections, ore: (line: Line) => line.correctionsOre },
] as const
type Block = { readonly kind: string; readonly from: number; readonly until: number }

/** The amounts as bars. What a screen reader needs stands in the table, so it is told only who pays what. */
export function AmountsPicture({ lines }: { readonly lines: readonly Line[] }) {
  const bars = lines.map((line) => ({ line, blocks: blocksOf(line) }))
  const ends = bars.flatMap(({ line, blocks }) => [
    line.onAccountOre,
    ...blocks.flatMap(({ from, until }) => [from, until]),
  ])
  const [least, most] = [Math.min(0, ...ends), Math.max(1, ...ends)]
  const percent = (ore: number) => (100 * ore) / (most - least)
  const place = ({ from, until }: Omit<Block, 'kind'>) => ({
    x: `${percent(from - least)}%`,
    width: `${percent(until - from)}%`,
  })
  const shown = PARTS.filter(({ ore }) => lines.some((line) => ore(line) !== 0))
  return (
    <figure class="picture">
      <figcaption>
        <h3 class="ds-heading" data-size="2xs">
          {words.title}
        </h3>
        <p class="ds-paragraph">{words.twin}</p>
        <ul class="legend">
          {[...shown, { kind: 'on-account', label: names.onAccount }].map(({ kind, label }) => (
            <li key={kind}>
              <svg class="swatch" aria-hidden="true">
                <rect class={`bar ${kind}`} width="100%" height="100%" />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <ul class="bars">
        {bars.map(({ line, blocks }) => (
          <li key={lineKey(line)}>
            <span class="bar-name">{lineName(line)}</span>
            <span class="bar-net">{netText(line.netOre)}</span>
            <svg class="bar-row" aria-hidden="true">
              {blocks.map((block) => (
                <rect key={block.kind} class={`bar ${block.kind}`} {...place(block)} y="0" height="16" />
              ))}
              <rect class="bar on-account" {...place({ from: 0, until: line.onAccountOre })} y="19" height="7" />
              <line class="zero" x1={`${percent(-least)}%`} x2={`${percent(-least)}%`} y1="0" y2="28" />
            </svg>
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** What adds to the amount goes to the right of zero, one after the other, what takes from it to the left. */
function blocksOf(line: Line): readonly Block[] {
  let [right, left] = [0, 0]
  return PARTS.flatMap(({ kind, ore }) => {
    const size = ore(line)
    if (size === 0) return []
    if (size > 0) {
      right += size
      return [{ kind, from: right - size, until: right }]
    }
    left += size
    return [{ kind, from: left, until: left - size }]
  })
}

export function netText(netOre: number): string {
  if (netOre === 0) return words.even
  return netOre > 0 ? words.pays(kroner(netOre)) : words.isOwed(kroner(-netOre))
}
