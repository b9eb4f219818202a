import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { contractTables } from './vite/contract-tables.ts'
import { firstLoad } from './vite/first-load.ts'
import { sharedFile } from './vite/shared-file.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('.'),
  plugins: [contractTables(), firstLoad(at('service-worker/service-worker.ts'))],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2024',
    // Everything is a file of its own: the content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [sharedFile(at('main.tsx'), at('amk/dispatcher-page.tsx'), at('amk/'))] },
      },
    },
  },
  logLevel: 'warn',
})
