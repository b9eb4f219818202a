/** Made by vite/contract-tables.ts. */
declare module 'virtual:contract' {
  export const KOMMUNER: readonly { readonly kommunenummer: string; readonly name: string }[]
  export const HELSEFORETAK: readonly { readonly orgnr: string; readonly name: string }[]
  export const SYKEHUS: readonly { readonly name: string; readonly hfOrgnr: string; readonly kommune: string }[]
  /** What an agreement says about time and rooms where it says nothing. */
  export const RULE_DEFAULTS: import('../lib/contract/routes.ts').AnswerOf<'get-agreement'>['rules']
  /** What the service knows of every patient that is assessed. */
  export const KNOWN_FACTS: Readonly<Record<string, import('../lib/contract/rule.ts').InputType>>
}
declare module 'virtual:catalogue' {
  type OutgoingType = import('../lib/contract/outgoing-event.ts').WebhookEvent['type']
  export const EVENTS: readonly { readonly type: OutgoingType; readonly text: string }[]
  export const PROBLEMS: Readonly<Record<string, string>>
  export const OPERATIONS: Readonly<Record<string, string>>
}
