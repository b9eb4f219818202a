import { render } from 'preact'
import './styles/design-system.css'
import './styles/base.css'
import { App } from './shell/app.tsx'
import { keepApp } from './shell/keep-app.ts'
import { applyTheme, keptTheme } from './shell/theme.ts'

applyTheme(keptTheme())
const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')
render(<App />, root)
keepApp()
