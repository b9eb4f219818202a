import * as z from 'zod'

const email = z.email('er ingen e-postadresse')

/** What is whoever deploys' own: nothing that a program can know, and nothing secret. One file for each stage. */
export const Installation = z.strictObject({
  /** Who is told when something is wrong, and when it costs too much. */
  notify: z.array(email).min(1, 'må ha minst én e-postadresse'),
  /** Organisations that set up the region's agreements: their people may do everything that an admin may. */
  operators: z.array(z.string().regex(/^\d{9}$/, 'er ikke et orgnr')).optional(),
  /** The app's own client at HelseID; left out: people sign in through other clients alone. Its key goes into the secret. */
  webClientId: z.string().min(1).optional(),
  /** HelseID clients that cannot prove a key, and send their token alone. Best left out. */
  bearerClients: z.array(z.string().min(1)).optional(),
  /**
   * The number of the key by which CloudFront shows the API that a request came by it. One higher, and rolled out: a new key.
   * The one before counts until the next, so that nobody is turned away meanwhile.
   */
  frontKey: z.int().min(1).default(1),
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
export const NOBODYS: Installation = { notify: ['drift@trekkspill.invalid'], frontKey: 1 }
