import * as z from 'zod'
import { text } from './fields.ts'

/** Something to keep: the answer of a row that answers with a `file`. */
export const FileResponse = z.object({
  fileName: text,
  contentType: text,
  body: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array),
})
