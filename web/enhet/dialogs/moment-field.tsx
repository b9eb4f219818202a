import { serviceTime } from '../../api/service-clock.ts'
import { ENHET } from '../../i18n/nb-enhet.ts'
import { localOf } from '../../i18n/oslo-time.ts'
import { Choices } from '../../parts/choices.tsx'
import { instantOfWall, NO_TIME, type WallTime } from '../../parts/wall-time.ts'
import { WallTimeField } from '../../parts/wall-time-field.tsx'

const words = ENHET.moment

/** When something happened: as it is told, or at the time that is written. */
export type Moment = { readonly isNow: boolean; readonly wall: WallTime }
export const NOW: Moment = { isNow: true, wall: NO_TIME }

export const nowInstant = (): string => new Date(serviceTime(Date.now())).toISOString()
/** Undefined where another time was chosen and none is written. */
export const instantOf = ({ isNow, wall }: Moment): string | undefined => (isNow ? nowInstant() : instantOfWall(wall))

type Props = {
  readonly legend: string
  readonly value: Moment
  readonly onChange: (value: Moment) => void
}

/** Nearly always now; a time that was is one tap further. */
export function MomentField({ legend, value, onChange }: Props) {
  return (
    <>
      <Choices
        legend={legend}
        options={[
          { value: 'now', label: words.now },
          { value: 'earlier', label: words.earlier },
        ]}
        value={value.isNow ? 'now' : 'earlier'}
        onChosen={(chosen) =>
          onChange({
            isNow: chosen === 'now',
            wall: chosen === 'now' ? NO_TIME : { ...NO_TIME, local: localOf(nowInstant()) },
          })
        }
      />
      {!value.isNow && (
        <WallTimeField
          label={words.at}
          required
          max={localOf(nowInstant())}
          value={value.wall}
          onChange={(wall) => onChange({ isNow: false, wall })}
        />
      )}
    </>
  )
}
