import type { OnActed } from '../board/use-acted.ts'
import type { Bed, Board } from '../board-facts.ts'

export type UnitDialogProps = {
  readonly unitId: string
  readonly board: Board
  readonly onActed: OnActed
  readonly onClose: () => void
}
export type BedDialogProps = UnitDialogProps & { readonly bed: Bed }
/** About the patient in the bed, whose stay it is. */
export type StayDialogProps = BedDialogProps & { readonly stay: Stay }
export type Stay = NonNullable<Bed['occupant']> & { readonly stayId: string }

export const stayIn = ({ occupant }: Bed): Stay | undefined =>
  occupant?.stayId === undefined ? undefined : { ...occupant, stayId: occupant.stayId }
