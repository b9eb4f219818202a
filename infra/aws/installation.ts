import * as z from 'zod'

const email = z.email('er ingen e-postadresse')

/** What is whoever deploys' own: nothing that a program can know, and nothing secret. One file for each stage. */
export const Installation = z.strictObject({
  /** Who is told when something is wrong, and when it costs too much. */
  notify: z.array(email).min(1, 'må ha minst én e-postadresse'),
  /** Left out: the address that CloudFront gives. */
  domain: z
    .strictObject({
      name: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'er ikke et domenenavn'),
      certificateArn: z
        .string()
        .regex(
          /^arn:aws:acm:us-east-1:\d{12}:certificate\/\S+$/,
          'må være et sertifikat i us-east-1, som CloudFront krever',
        ),
    })
    .optional(),
})
export type Installation = z.output<typeof Installation>

/** So that templates can be read and tested where nothing is to be deployed. `.invalid` is nobody's (RFC 2606). */
export const NOBODYS: Installation = { notify: ['drift@trekkspill.invalid'] }
