import type { ProblemRow } from './problem-row.ts'

/** Who comes in, as what, and to whose log. */
export const ACCESS_PROBLEMS = {
  unauthenticated: { status: 401, title: 'Du er ikke logget inn', advice: 'Logg inn på nytt.' },
  'token-refused': {
    status: 401,
    title: 'Innloggingen godtas ikke',
    advice: 'Logg inn på nytt. Hjelper det ikke, må den som drifter systemet ditt se på årsaken (cause).',
  },
  'proof-refused': {
    status: 401,
    title: 'Nøkkelbeviset (DPoP) godtas ikke',
    advice: 'Lag et nytt bevis for denne forespørselen. Årsaken (cause) sier hva som er galt.',
  },
  'security-level-too-low': {
    status: 401,
    title: 'Innloggingen er ikke sterk nok',
    advice: 'Logg inn med sikkerhetsnivå 4.',
  },
  'scope-missing': {
    status: 403,
    title: 'Systemet ditt har ikke bedt om tilgang hit',
    advice: 'Den som drifter systemet, må be HelseID om det omfanget som er nevnt (scope).',
  },
  'not-in-access-list': {
    status: 403,
    title: 'Virksomheten din står ikke i noen tilgangsliste',
    advice: 'Be avtaleforvalteren føre den opp.',
  },
  'acting-as-required': {
    status: 403,
    title: 'Du kan være flere her',
    advice: 'Si hvem du er nå, i hodet Acting-As, for eksempel «ward unit_salten».',
  },
  'issuer-unreachable': {
    status: 503,
    title: 'Innloggingstjenesten svarer ikke',
    advice: 'Prøv igjen om litt. Haster det, ring enheten.',
  },
  forbidden: { status: 403, title: 'Du har ikke tilgang til dette', advice: 'Be den som eier avtalen om tilgang.' },
  'access-list-not-found': {
    status: 404,
    title: 'Avtalen har ingen tilgangsliste ennå',
    advice: 'Lagre en med If-None-Match: *.',
  },
  'access-list-does-not-add-up': {
    status: 422,
    title: 'Tilgangslisten går ikke opp',
    advice: 'Rett feltene som er nevnt.',
  },
  'too-much-for-a-file': {
    status: 422,
    title: 'Det er for mye til én fil',
    advice: 'Ta en dato om gangen (date), eller velg enhet.',
  },
} as const satisfies Record<string, ProblemRow>
