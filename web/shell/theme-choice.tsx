import { useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { applyTheme, keptTheme, THEMES } from './theme.ts'

export function ThemeChoice() {
  const [chosen, setChosen] = useState(keptTheme())
  return (
    <label class="theme-choice">
      <span class="ds-sr-only">{TEXT.theme.label}</span>
      <select
        class="ds-input"
        data-size="sm"
        value={chosen}
        onChange={({ currentTarget }) => {
          const theme = THEMES.find((each) => each === currentTarget.value) ?? 'auto'
          applyTheme(theme)
          setChosen(theme)
        }}
      >
        {THEMES.map((theme) => (
          <option key={theme} value={theme}>
            ◐ {TEXT.theme[theme]}
          </option>
        ))}
      </select>
    </label>
  )
}
