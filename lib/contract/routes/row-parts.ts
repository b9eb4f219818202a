/** Refusals that every write to a unit can meet. */
export const WRITE = ['idempotency-key-reused', 'too-many-at-once', 'unit-not-found'] as const

export const DESK = ['dispatcher', 'ward', 'ward-leader'] as const
/** Whoever may see what is free, through the lookup's own numbers. */
export const READERS = [...DESK, 'admin'] as const
export const WARD = ['ward', 'ward-leader'] as const
export const KEEPERS = ['ward-leader', 'admin'] as const
