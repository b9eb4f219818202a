import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Operation } from '../../lib/contract/routes.ts'
import type { Reply } from '../api/call.ts'
import { AVTALE } from '../i18n/nb-avtale.ts'
import { Outcome } from '../parts/outcome.tsx'
import { Refusal } from '../parts/refusal.tsx'
import type { Standing } from '../parts/use-intent.ts'
import { ChangeList } from './change-list.tsx'
import { FaultList } from './fault-list.tsx'
import type { NamedFault } from './form.tsx'
import type { Editing } from './use-editing.ts'

const words = AVTALE.panel

type Props<Body> = {
  readonly editing: Editing<Body>
  /** What the service says about the draft as it stands; undefined until it has answered. */
  readonly checked: Reply<Operation> | undefined
  readonly faults: readonly NamedFault[]
  readonly standing: Standing<Operation>
  readonly onSave: () => void
  /** Somebody else has saved since: what is there now must be fetched. */
  readonly onStale: () => void
  /** What the change does to others. */
  readonly children?: ComponentChildren
}

/** What one has changed, what is wrong with it, what it does, and the button that saves it. */
export function BeforeSaving<Body>(props: Props<Body>) {
  const { editing, checked, faults, standing, onSave, onStale, children } = props
  const { changes, theirs, both, draft, base } = editing
  const isStale = [
    checked?.kind === 'problem' && checked.problem,
    standing.kind === 'refused' && standing.problem,
  ].some((problem) => problem && problem.code === 'version-mismatch')
  useEffect(() => {
    if (isStale) onStale()
  }, [isStale])
  const isChanged = changes.length > 0
  const isFine = isChanged && checked?.kind === 'answer' && theirs === undefined
  return (
    <>
      {isChanged && (
        <a class="ds-button to-saving" data-color={faults.length > 0 ? 'danger' : undefined} href="#lagre-tittel">
          {faults.length > 0 ? words.wrong(faults.length) : words.toSaving(changes.length)}
        </a>
      )}
      <aside class="before-saving" aria-labelledby="lagre-tittel">
        <h2 class="ds-heading" data-size="sm" id="lagre-tittel">
          {words.title}
        </h2>
        {theirs && <Theirs editing={editing} version={theirs.version} />}
        <p class="ds-paragraph check-state" role="status" data-state={isFine ? 'fine' : undefined}>
          {!isChanged && standing.kind !== 'done' && words.nothing}
          {!isChanged && standing.kind === 'done' && words.saved(base.version)}
          {isChanged && checked === undefined && words.checking}
          {isChanged && checked?.kind === 'unreachable' && words.unreachable}
          {isChanged && faults.length > 0 && words.wrong(faults.length)}
          {isFine && words.fine}
        </p>
        {faults.length > 0 && <FaultList draft={draft} faults={faults} />}
        {isChanged && checked?.kind === 'problem' && faults.length === 0 && !isStale && (
          <Refusal problem={checked.problem} />
        )}
        {isChanged && (
          <>
            <h3 class="ds-heading" data-size="2xs">
              {words.changes}
            </h3>
            <ChangeList changes={changes} />
          </>
        )}
        {both.length > 0 && (
          <div class="ds-alert" data-color="warning">
            <p class="ds-paragraph">{AVTALE.theirs.both}</p>
            <ChangeList changes={both} />
          </div>
        )}
        {isFine && children}
        {isChanged && (
          <div class="buttons">
            <button type="button" class="ds-button" disabled={!isFine} onClick={onSave}>
              {words.saveVersion(base.version + 1)}
            </button>
            <button type="button" class="ds-button" data-variant="tertiary" onClick={editing.reset}>
              {words.reset}
            </button>
          </div>
        )}
        {isChanged && !isStale && <Outcome standing={standing} />}
      </aside>
    </>
  )
}

function Theirs<Body>({ editing, version }: { readonly editing: Editing<Body>; readonly version: number }) {
  return (
    <div class="ds-alert" data-color="warning" role="alert">
      <p class="ds-heading" data-size="2xs">
        {AVTALE.theirs.title(version)}
      </p>
      <p class="ds-paragraph">{AVTALE.theirs.lead}</p>
      <ChangeList changes={editing.theirs?.changes ?? []} />
      <div class="buttons">
        <button type="button" class="ds-button" data-variant="secondary" onClick={editing.takeTheirs}>
          {AVTALE.theirs.take}
        </button>
        <button type="button" class="ds-button" data-variant="tertiary" onClick={editing.reset}>
          {AVTALE.theirs.drop}
        </button>
      </div>
    </div>
  )
}
