declare const brand: unique symbol

/** A primitive that cannot be swapped with another of the same shape; made only by its own constructor. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
