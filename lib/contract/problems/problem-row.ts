/** A problem's HTTP status, its title in bokmål, and the next thing to do. */
export type ProblemRow = { readonly status: number; readonly title: string; readonly advice: string }
