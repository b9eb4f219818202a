import { render } from 'preact'
import './styles/design-system.css'
import './styles/base.css'
import { localSession } from './session/local-sign-in.ts'
import { signIn } from './session/session.ts'
import { App } from './shell/app.tsx'
import { keepApp } from './shell/keep-app.ts'
import { applyTheme, keptTheme } from './shell/theme.ts'

applyTheme(keptTheme())
const before = localSession()
if (before) signIn(before)
const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')
render(<App />, root)
keepApp()
