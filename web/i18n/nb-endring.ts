/** Over the columns of a table of what each party would pay; both the treasurer and the agreement's owner look at one. */
export const ENDRING = {
  party: 'Part',
  before: 'Etter avtalen',
  after: 'Da',
  difference: 'Endring',
  guest: (name: string) => `${name} (gjest)`,
} as const
