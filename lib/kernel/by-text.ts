/** For `sort`: in the order of a text of each row, by code unit, so that no language's rules come into it. */
export const byText =
  <T>(textOf: (row: T) => string) =>
  (a: T, b: T): number => {
    const [one, other] = [textOf(a), textOf(b)]
    return one < other ? -1 : one > other ? 1 : 0
  }
