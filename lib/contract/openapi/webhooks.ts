import { OutgoingEventBody } from '../outgoing-event.ts'
import { inlineSchema, type JsonSchema } from './component-schemas.ts'

const header = (name: string, description: string): JsonSchema => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})
const HEADERS = [
  header('webhook-id', 'Hendelsens id, den samme hver gang den sendes'),
  header('webhook-timestamp', 'Når denne sendingen ble signert, i sekunder siden 1970'),
  header('webhook-signature', 'v1,<HMAC-SHA256> med mellomrom mellom, én for hver hemmelighet som gjelder'),
]

/** Who is asked here is the receiver: each event of the catalogue, from its own schema, as OpenAPI 3.1 has it. */
export const webhooks = (): JsonSchema =>
  Object.fromEntries(
    OutgoingEventBody.options.map((body) => {
      const type = body.shape.type.value
      const description = body.shape.data.description ?? ''
      return [
        type,
        {
          post: {
            operationId: `receive${type.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
            tags: ['integration'],
            summary: description,
            description: 'Til den som abonnerer. Det som ikke er signert med en av hemmelighetene, er ikke fra oss.',
            security: [],
            parameters: HEADERS,
            requestBody: {
              required: true,
              content: { 'application/json': { schema: inlineSchema(body, 'output') } },
            },
            responses: {
              '2XX': { description: 'Tatt imot. Svar innen fem sekunder, og gjør arbeidet etterpå.' },
              410: { description: 'Ikke send hit mer: abonnementet stanses' },
              '4XX': { description: 'Sendes på nytt senere' },
              '5XX': { description: 'Sendes på nytt senere' },
            },
          },
        },
      ]
    }),
  )
