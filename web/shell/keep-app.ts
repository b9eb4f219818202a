/** Has the browser keep the app's own files, once there is nothing more urgent to do. */
export function keepApp(): void {
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', () => {
    // Without it the page works as before, for as long as the network does.
    navigator.serviceWorker.register('/service-worker.js').catch(() => {})
  })
}
