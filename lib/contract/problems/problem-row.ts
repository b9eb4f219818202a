/** A problem's HTTP status, its title in bokmål, and the next thing to do; `{month}` there stands for the month it is about. */
export type ProblemRow = { readonly status: number; readonly title: string; readonly advice: string }
