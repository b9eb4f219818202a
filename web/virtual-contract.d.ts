/** Made by vite/contract-tables.ts. */
declare module 'virtual:contract' {
  export const KOMMUNER: readonly { readonly kommunenummer: string; readonly name: string }[]
  export const HELSEFORETAK: readonly { readonly orgnr: string; readonly name: string }[]
  export const SYKEHUS: readonly { readonly name: string; readonly hfOrgnr: string; readonly kommune: string }[]
}
