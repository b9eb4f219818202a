/** The code words that a client needs to name by type, or lets people choose between. */
export type { Role } from '../domain/vocabulary.ts'
