/** `101A`, as it stands on the door; the id says the same with a prefix. */
export const bedName = (bedId: string): string => bedId.replace(/^bed_/, '').toUpperCase()
