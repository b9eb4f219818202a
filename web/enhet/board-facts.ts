import type { AnswerOf } from '../../lib/contract/routes.ts'

/** The board as the service answers it, and one of its beds. */
export type Board = AnswerOf<'show-board'>
export type Bed = Board['beds'][number]
