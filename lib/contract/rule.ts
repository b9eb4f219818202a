/** The language that the machine rules of criteria are written in, for whoever shows or builds one. */
export { type InputType, inputsOf, type Rule } from '../domain/assessment/criteria-set.ts'
