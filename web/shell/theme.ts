export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'trekkspill.theme'

export const keptTheme = (): Theme => THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto'

/** The machine's own wish unless the user has another; kept on the machine, for it says nothing about anyone. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['colorScheme'] = theme
  if (theme === 'auto') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
}
