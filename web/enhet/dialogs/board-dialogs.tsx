import type { FunctionComponent } from 'preact'
import type { Target } from '../board/use-moving.ts'
import type { Bed } from '../board-facts.ts'
import type { BoardHold } from '../hold-answer.tsx'
import { type BedAct, BedDialog } from './bed-dialog.tsx'
import { BlockDialog } from './block-dialog.tsx'
import { ClosureDialog } from './closure-dialog.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { type StayDialogProps, stayIn, type UnitDialogProps } from './dialog-props.ts'
import { DischargeDialog } from './discharge-dialog.tsx'
import { DeclineDialog, ReleaseDialog } from './hold-dialogs.tsx'
import { MessagesDialog } from './messages-dialog.tsx'
import { OverrideDialog } from './override-dialog.tsx'
import { PlanDepartureDialog } from './plan-departure-dialog.tsx'
import { ResponsibilityDialog } from './responsibility-dialog.tsx'
import { StaffingDialog } from './staffing-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

/** Which question stands before the board; a bed is named by its id, so that it is shown as it is now. */
export type OpenDialog =
  | { readonly dialog: 'staffing' | 'closure' }
  | { readonly dialog: 'decline' | 'release'; readonly hold: BoardHold }
  | { readonly dialog: 'bed' | BedAct; readonly bedId: string }
  | { readonly dialog: 'override'; readonly stayId: string; readonly fromBedId: string; readonly target: Target }

type Props = UnitDialogProps & {
  readonly open: OpenDialog | undefined
  readonly onMove: (bed: Bed) => void
  readonly onAdmit: (bedId: string) => void
  readonly onOpen: (open: OpenDialog) => void
}

export function BoardDialogs({ open, ...props }: Props) {
  if (!open) return null
  switch (open.dialog) {
    case 'staffing':
      return <StaffingDialog {...props} />
    case 'closure':
      return <ClosureDialog {...props} />
    case 'decline':
      return <DeclineDialog {...props} hold={open.hold} />
    case 'release':
      return <ReleaseDialog {...props} hold={open.hold} />
    case 'override':
      return <OverrideDialog {...props} {...open} />
    default:
      return <AboutBed {...props} act={open.dialog} bedId={open.bedId} />
  }
}

type AboutBedProps = Omit<Props, 'open'> & { readonly act: 'bed' | BedAct; readonly bedId: string }

function AboutBed({ act, bedId, onMove, onAdmit, onOpen, ...props }: AboutBedProps) {
  const bed = props.board.beds.find((candidate) => candidate.bedId === bedId)
  if (!bed) return null
  if (act === 'block') return <BlockDialog {...props} bed={bed} />
  const stay = stayIn(bed)
  const Form = FORMS[act]
  if (Form && stay) return <Form {...props} bed={bed} stay={stay} />
  return (
    <BedDialog
      {...props}
      bed={bed}
      onChosen={(chosen) => {
        if (chosen === 'move') {
          props.onClose()
          onMove(bed)
        } else if (chosen === 'admit') onAdmit(bedId)
        else onOpen({ dialog: chosen, bedId })
      }}
    />
  )
}

const FORMS: Readonly<Partial<Record<'bed' | BedAct, FunctionComponent<StayDialogProps>>>> = {
  discharge: DischargeDialog,
  plan: PlanDepartureDialog,
  responsibility: ResponsibilityDialog,
  transfer: TransferDialog,
  messages: MessagesDialog,
  correct: ({ board, stay, ...props }) => (
    <CorrectDialog
      {...props}
      stayId={stay.stayId}
      parties={board.parties.map(({ partyId }) => partyId)}
      services={board.services}
    />
  ),
}
