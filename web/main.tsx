import { render } from 'preact'
import './styles/design-system.css'
import './styles/base.css'
import { localSession } from './session/local-sign-in.ts'
import { session, signIn } from './session/session.ts'
import { App } from './shell/app.tsx'
import { hearEarlyText, readEarlyText } from './shell/early-text.ts'
import { keepApp } from './shell/keep-app.ts'
import { dispatcherPage } from './shell/parts.ts'
import { applyTheme, keptTheme } from './shell/theme.ts'

applyTheme(keptTheme())
const before = localSession()
if (before) signIn(before)
const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')

const takeOver = () => {
  if (readEarlyText() && !session()) hearEarlyText()
  root.replaceChildren()
  render(<App />, root)
  keepApp()
}
// A field that stands in the page already stays until ours can take its place in the same turn. If it never can, the app tells.
if (readEarlyText() && session()?.role === 'dispatcher') void dispatcherPage.bring().then(takeOver, takeOver)
else takeOver()
