/** What is said about times that a clock in Norway shows twice, or never. */
export const TID = {
  gap: 'Klokken ble stilt fram da, så dette tidspunktet har aldri vært. Skriv et annet.',
  twice: 'Klokken ble stilt tilbake, og timen kom to ganger. Hvilken?',
  first: 'den første (sommertid)',
  second: 'den andre (normaltid)',
} as const
