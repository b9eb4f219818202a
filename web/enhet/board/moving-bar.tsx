import { TEXT } from '../../i18n/nb.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { bedName } from '../../parts/bed-name.ts'
import type { Moving } from './use-moving.ts'

const words = ENHET.move

type Props = {
  readonly moving: Moving | undefined
  /** Why the last try came to nothing. */
  readonly refused: string | undefined
  readonly onCancel: () => void
}

/** Who is being moved and what to do next, for eye and ear. */
export function MovingBar({ moving, refused, onCancel }: Props) {
  const possible = [...(moving?.targets?.values() ?? [])].filter(({ obstacle }) => obstacle === null)
  const free = possible.filter(({ otherStayId }) => otherStayId === null).length
  return (
    <div class="moving-bar" data-shown={moving !== undefined || refused !== undefined}>
      <p role="status">
        {moving && words.choose(bedName(moving.from.bedId))}
        {moving?.targets && ` ${words.fitting(free)} ${words.swappable(possible.length - free)}`}
      </p>
      <p role="alert">{moving ? undefined : refused}</p>
      {moving && (
        <button type="button" class="ds-button big" data-variant="secondary" onClick={onCancel}>
          {TEXT.cancel} <kbd>Esc</kbd>
        </button>
      )}
    </div>
  )
}
