import * as z from 'zod'

/** What the page needs to know of an OpenAPI document; the rest is for programs. */
const Document = z.looseObject({
  info: z.looseObject({ title: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string(), 'x-displayName': z.string() })),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.lazy(() => Operation),
    ),
  ),
  webhooks: z.record(z.string(), z.object({ post: z.looseObject({ summary: z.string() }) })),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(
      z.string(),
      z.lazy(() => Response),
    ),
    examples: z.record(z.string(), z.object({ value: z.looseObject({ title: z.string(), detail: z.string() }) })),
  }),
})
const Content = z.record(
  z.string(),
  z.looseObject({
    schema: z.unknown(),
    example: z.unknown().optional(),
    examples: z.record(z.string(), z.unknown()).optional(),
  }),
)
const Response = z.looseObject({
  $ref: z.string().optional(),
  description: z.string().optional(),
  content: Content.optional(),
})
const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string(),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.string(),
      required: z.boolean().optional(),
      description: z.string(),
      example: z.unknown().optional(),
    }),
  ),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), Response),
})
type Doc = z.output<typeof Document>
type Op = z.output<typeof Operation> & { readonly method: string; readonly path: string }

const PLACES: Readonly<Record<string, string>> = { path: 'i adressen', query: 'i spørringen', header: 'i hodet' }

/** The OpenAPI document as a page for people: no script, nothing from elsewhere, and readable without either. */
export function apiDocsPage(document: unknown): string {
  const doc = Document.parse(document)
  const operations = Object.entries(doc.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Op => ({ ...operation, method: method.toUpperCase(), path })),
  )
  const bySubject = doc.tags.map((tag) => ({
    tag,
    operations: operations.filter(({ tags: [tagName] }) => tagName === tag.name),
  }))
  const contents = bySubject.map(
    ({ tag, operations }) =>
      `<li><a href="#${text(tag.name)}">${text(tag['x-displayName'])}</a><ul>${operations
        .map(({ operationId, summary }) => `<li><a href="#${text(operationId)}">${text(summary)}</a></li>`)
        .join('')}</ul></li>`,
  )
  const subjects = bySubject.map(
    ({ tag, operations }) =>
      `<section><h2 id="${text(tag.name)}">${text(tag['x-displayName'])}</h2><p>${text(tag.description)}</p>${operations
        .map((operation) => describe(operation, doc))
        .join('')}</section>`,
  )
  return `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(doc.info.title)}: API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<a class="skip" href="#main">Hopp til innholdet</a>
<header><a href="/">${text(doc.info.title)}</a> <span>API</span> <a href="/openapi.json">openapi.json</a></header>
<nav aria-label="Innhold" tabindex="0"><details><summary>Innhold</summary><ul>${contents.join('')}<li><a href="#hendelser">Hendelser ut</a></li><li><a href="#skjemaer">Skjemaer</a></li></ul></details></nav>
<main id="main">
<h1>API</h1>
${doc.info.description
  .split('\n\n')
  .map((paragraph) => `<p>${marked(paragraph)}</p>`)
  .join('')}
${subjects.join('\n')}
<section><h2 id="hendelser">Hendelser ut</h2><p>Det dere kan abonnere på. Feltene står under <code>webhooks</code> i openapi.json.</p>
${table(
  ['Type', 'Når'],
  Object.entries(doc.webhooks).map(([type, { post }]) => [`<code>${text(type)}</code>`, text(post.summary)]),
)}
</section>
<section><h2 id="skjemaer">Skjemaer</h2><p>JSON Schema 2020-12, slik de også står i openapi.json.</p>
${Object.entries(doc.components.schemas)
  .map(
    ([name, schema]) => `<details id="skjema-${text(name)}"><summary>${text(name)}</summary>${json(schema)}</details>`,
  )
  .join('\n')}
</section>
</main>
</body>
</html>
`
}

function describe(
  { operationId, method, path, summary, description, parameters, requestBody, responses }: Op,
  doc: Doc,
): string {
  const [success = ''] = Object.keys(responses).filter((status) => status.startsWith('2'))
  const asked = requestBody?.content['application/json']
  // Every operation answers in one form; a file has no schema to show.
  const [[form, answered] = []] = Object.entries(responses[success]?.content ?? {})
  const problems = Object.values(responses)
    .map((response) => (response.$ref ? doc.components.responses[response.$ref.split('/').at(-1) ?? ''] : response))
    .flatMap((response) => Object.keys(response?.content?.['application/problem+json']?.examples ?? {}))
  // Found by both of its names: the client's, and the one that logs, alarms and runbooks have.
  return `<article id="${kebabCase(operationId)}" aria-labelledby="${operationId}">
<h3 id="${operationId}">${text(summary)}</h3>
<p class="address"><code><b>${method}</b> ${text(path)}</code> <code>${operationId}</code></p>
<p>${text(description)}</p>
${
  parameters.length === 0
    ? ''
    : table(
        ['Felt', 'Hvor', 'Hva', 'For eksempel'],
        parameters.map((each) => [
          `<code>${text(each.name)}</code>${each.required ? ' (må være med)' : ''}`,
          PLACES[each.in] ?? '',
          text(each.description),
          each.example === undefined ? '' : `<code>${text(String(each.example))}</code>`,
        ]),
      )
}
${asked ? `<h4>Innhold</h4><p>${schemaLink(asked.schema)}</p>${asked.example === undefined ? '' : json(asked.example)}` : ''}
<h4>Svar ${success}</h4>
${answered && form !== 'application/octet-stream' ? `<p>${schemaLink(answered.schema)}</p>${answered.example === undefined ? '' : `<details><summary>Svaret på eksempelet</summary>${shown(answered.example)}</details>`}` : '<p>En fil.</p>'}
<details><summary>Avvisninger (${problems.length})</summary>${table(
    ['Kode', 'Status', 'Tittel', 'Hva nå'],
    problems.map((code) => {
      const { status, title, detail } = doc.components.examples[code]?.value ?? { title: '', detail: '' }
      return [`<code>${text(code)}</code>`, text(String(status)), text(title), text(detail)]
    }),
  )}</details>
</article>`
}

const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const schemaLink = (schema: unknown): string => {
  const name = /"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(schema))?.[1]
  return name === undefined ? '' : `Skjema: <a href="#skjema-${name}">${name}</a>`
}

/** A wide table scrolls by itself, also by the keyboard, and the page does not. */
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="wide" tabindex="0" role="group" aria-label="${heads.join(', ')}"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table></div>`

/** XML stands as it came. */
const shown = (example: unknown): string =>
  typeof example === 'string' ? `<pre tabindex="0">${text(example)}</pre>` : json(example)

/** A reference inside a schema leads to the schema. */
const json = (value: unknown): string =>
  `<pre tabindex="0">${text(JSON.stringify(value, null, 2)).replace(
    /#\/components\/schemas\/(\w+)/g,
    '<a href="#skjema-$1">$&</a>',
  )}</pre>`

const marked = (paragraph: string): string => text(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const text = (plain: string): string => plain.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
