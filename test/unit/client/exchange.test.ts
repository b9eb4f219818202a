import { describe, expect, it } from 'vitest'
import { exchange } from '../../../lib/client/exchange.ts'
import { OPERATION_TABLE } from '../../../lib/client/operation-table.ts'

const answering = (body: string, headers: Record<string, string>) => ({
  operations: OPERATION_TABLE,
  baseUrl: 'http://localhost:1',
  fetch: async () => new Response(body, { headers }),
  authorize: async () => ({}),
})
const month = {
  params: { agreementId: 'agr_a', month: '2026-10' },
  query: { format: 'ehf', party: 'k-1804' },
} as const

describe('what the service answers with', () => {
  it('is a file when it has a name, also when it is XML', async () => {
    const reply = await exchange(
      answering('<Invoice/>', {
        'content-type': 'application/xml',
        'content-disposition': 'attachment; filename="faktura-2026-10.xml"',
      }),
      'export-avregning',
      month,
    )
    expect(reply).toMatchObject({
      kind: 'answer',
      value: {
        fileName: 'faktura-2026-10.xml',
        contentType: 'application/xml',
        body: new TextEncoder().encode('<Invoice/>'),
      },
    })
  })

  it('is a text when it is XML without a name', async () => {
    const reply = await exchange(answering('<EDXLHAVE/>', { 'content-type': 'application/xml' }), 'show-have', {
      params: { area: '18' },
    })
    expect(reply).toMatchObject({ kind: 'answer', value: '<EDXLHAVE/>' })
  })
})
