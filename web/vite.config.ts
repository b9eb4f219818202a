import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { contractTables } from './vite/contract-tables.ts'
import { firstLoad } from './vite/first-load.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('.'),
  plugins: [contractTables(), firstLoad(at('service-worker/service-worker.ts'))],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Everything is a file of its own: the content security policy allows nothing inline.
  build: { target: 'es2024', assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
  logLevel: 'warn',
})
