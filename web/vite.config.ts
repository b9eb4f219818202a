import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { contractTables } from './vite/contract-tables.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [contractTables()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Everything is a file of its own: the content security policy allows nothing inline.
  build: { target: 'es2024', assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
  logLevel: 'warn',
})
