/// <reference lib="webworker" />
/**
 * Keeps the app's own files, so that the page stands when it is loaded anew without the service or the network. What
 * the API answers is never kept here: pictures and unanswered intents live and die with the tab's session.
 */
declare const self: ServiceWorkerGlobalScope

/** Written in when the app is built: the files of the first load, and what they are all made from. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] }

const PAGE = '/index.html'
/** Where somebody may be typing before the app is there. */
const OWN_PAGES: Readonly<Record<string, string>> = { '/amk': '/amk.html' }
/** A network that is there answers sooner; one that is half there must not keep anybody waiting. */
const PATIENCE_MS = 3_000

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL.version)
      .then((cache) => cache.addAll([...SHELL.files, PAGE, ...Object.values(OWN_PAGES)]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL.version).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(request))
  else if (request.mode === 'navigate') event.respondWith(fetchedOrKept(request))
})

/** Files whose names carry a hash of what is in them: the kept one is the right one. */
const keptOrFetched = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request)

/** The newest page where there is one, the kept one where there is none. */
async function fetchedOrKept(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
    // Out of order for a while is as good as gone.
    if (fresh.status < 500) return fresh
  } catch {
    // Nobody answered.
  }
  return (await caches.match(OWN_PAGES[new URL(request.url).pathname] ?? PAGE)) ?? Response.error()
}
