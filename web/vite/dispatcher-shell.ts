import { TEXT } from '../i18n/nb.ts'
import { ASKER_FIELD } from '../shell/asker-field-id.ts'

const EMPTY = '<div id="app"></div>'

/**
 * The page as it comes to the dispatcher: with the field in it and the cursor in the field, looking as the app makes them.
 * A hurried hand types before any script has run; the app takes over what stands there (shell/early-text.ts).
 */
export function dispatcherShell(page: string): string {
  if (!page.includes(EMPTY)) throw new Error('the page has no empty #app')
  // What styles the field is waited for, or it would jump when it came.
  return page.replace(EMPTY, `<div id="app">${SHELL}</div>`).replaceAll('rel="preload" as="style"', 'rel="stylesheet"')
}

const SHELL = `
      <header class="app-header"><a class="app-name" href="/">${TEXT.appName}</a></header>
      <main id="main">
        <div class="amk">
          <search class="amk-ask" aria-label="${TEXT.amk.title}">
            <div class="asker-field">
              <label for="${ASKER_FIELD}" class="ds-label">${TEXT.amk.asker} <kbd>/</kbd></label>
              <input id="${ASKER_FIELD}" class="ds-input" type="text" autocomplete="off" placeholder="${TEXT.amk.askerHint}" autofocus />
            </div>
          </search>
        </div>
      </main>
    `
