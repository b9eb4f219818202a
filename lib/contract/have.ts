import * as z from 'zod'

/** EDXL-HAVE says what stands in it; we write it, and a test holds it to the schema's names and order. */
export const HaveDocumentResponse = z.string().startsWith('<?xml ')
