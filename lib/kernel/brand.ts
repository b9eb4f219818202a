/**
 * A primitive that cannot be swapped with another of the same shape; made only by its own constructor. The mark is there
 * for the compiler alone, under a name that declaration files can write down.
 */
export type Brand<T, Name extends string> = T & { readonly '~brand': Name }
