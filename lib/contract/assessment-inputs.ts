/** Which inputs the service fills in itself, so that no client asks for them. */
export { knownInput } from '../domain/assessment/known-inputs.ts'
/** The one arithmetic of NEWS2, for clients that show the score while it is typed; the service computes it again from the same. */
export {
  bandOfNews2,
  type News2Points,
  OBSERVATION_LIMITS,
  type Observations,
  pointsOfNews2,
  scoreNews2,
  scoreQsofa,
} from '../domain/assessment/news2.ts'
