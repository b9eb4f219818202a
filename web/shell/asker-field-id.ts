/** The dispatcher's field by its name in the page: where it comes with the page itself, and where the app takes over. */
export const ASKER_FIELD = 'asker'
