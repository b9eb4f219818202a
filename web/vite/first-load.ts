import { createHash } from 'node:crypto'
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite'
import { dispatcherShell } from './dispatcher-shell.ts'

/** The worker stands at the root, for it may answer only for what lies under itself. */
const NAME = 'service-worker.js'
/** The dispatcher's page must stand without the network; the others are fetched when they are opened. */
const ENTRY = 'index'
const DISPATCHER = 'dispatcher-page'
const DRAWING = 'region-drawing'

/** The app's one page, and the same with the dispatcher's field in it: at `/amk` somebody may already be typing. */
const PAGE = 'index.html'
const DISPATCHER_PAGE = 'amk.html'

/** Tells the service worker which of the built files make up the first load, and the page to fetch those all at once. */
export function firstLoad(worker: string): Plugin {
  return {
    name: 'first-load',
    buildStart() {
      this.emitFile({ type: 'chunk', id: worker, fileName: NAME })
    },
    generateBundle: {
      // The page itself is made by then.
      order: 'post',
      handler(_, bundle) {
        const files = [...filesOf(bundle, [ENTRY, DISPATCHER, DRAWING])].toSorted()
        const version = createHash('sha256').update(files.join(' ')).digest('hex').slice(0, 16)
        const chunk = bundle[NAME]
        if (chunk?.type !== 'chunk') throw new Error('the service worker was not built')
        chunk.code = `const SHELL = ${JSON.stringify({ version: `trekkspill-${version}`, files })}\n${chunk.code}`
        const page = bundle[PAGE]
        if (page?.type !== 'asset') throw new Error('the page was not built')
        this.emitFile({ type: 'asset', fileName: DISPATCHER_PAGE, source: dispatcherShell(String(page.source)) })
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) => {
        const already = filesOf(bundle, [ENTRY])
        return [...filesOf(bundle, [DISPATCHER])].filter((file) => !already.has(file)).map(fetchEarly)
      },
    },
  }
}

/** Without this a file is known of only when the one before it has come and run. */
const fetchEarly = (href: string): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: href.endsWith('.css')
    ? { rel: 'preload', as: 'style', crossorigin: true, href }
    : { rel: 'modulepreload', crossorigin: true, href },
  injectTo: 'head',
})

/** Addresses of the chunks of those names, with all that they import and are styled by. */
function filesOf(bundle: Rollup.OutputBundle, names: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>()
  const take = (fileName: string): void => {
    const chunk = bundle[fileName]
    if (chunk?.type !== 'chunk' || files.has(`/${fileName}`)) return
    files.add(`/${fileName}`)
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(`/${style}`)
    for (const part of chunk.imports) take(part)
  }
  for (const chunk of Object.values(bundle))
    if (chunk.type === 'chunk' && names.includes(chunk.name)) take(chunk.fileName)
  return files
}
