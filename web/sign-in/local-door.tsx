import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { TEXT } from '../i18n/nb.ts'
import { takeToken, type Who } from '../session/local-sign-in.ts'
import { signIn } from '../session/session.ts'
import { goTo } from '../shell/route.ts'
import { agreementChoices, unitChoices } from './choices.ts'
import { Choose } from './choose.tsx'
import { PartyDoor } from './party-door.tsx'
import './sign-in.css'
import { useRegion } from './use-region.ts'

const words = TEXT.signIn
/** The local run's door: be anyone in the region. Real sign-in comes behind the same session. */
export function LocalDoor() {
  const region = useRegion()
  const [failed, setFailed] = useState(false)
  const enter = async (who: Who, path: string) => {
    const started = await takeToken(who)
    setFailed(!started)
    if (!started) return
    signIn(started)
    goTo(path)
  }
  const units = region.state === 'here' ? region.units : []
  const agreements = agreementChoices(units)
  return (
    <div class="sign-in">
      <h1 class="ds-heading" data-size="lg">
        {words.title}
      </h1>
      <p class="ds-paragraph">{words.lead}</p>
      {(failed || region.state === 'failed') && (
        <p class="ds-alert" data-color="danger" role="alert">
          {words.failed}
        </p>
      )}
      <div class="doors">
        <Door title={words.dispatcher} lead={words.dispatcherLead}>
          <div class="door-buttons">
            {Object.entries(TEXT.dispatchers).map(([org, shownAs]) => (
              <button
                key={org}
                type="button"
                class="ds-button"
                onClick={() => void enter({ role: 'dispatcher', org, shownAs }, '/amk')}
              >
                {shownAs}
              </button>
            ))}
          </div>
        </Door>
        <Door title={words.unit} lead={words.unitLead}>
          {region.state === 'here' && units.length === 0 && <p class="ds-paragraph">{words.noUnits}</p>}
          <Choose
            field={words.unitField}
            button={words.unitButton}
            choices={unitChoices(units)}
            onChosen={({ value, label }) =>
              void enter({ role: 'ward-leader', org: value, shownAs: label }, `/enhet/${value}`)
            }
          />
        </Door>
        <Door title={words.finance} lead={words.financeLead}>
          <PartyDoor region={region} enter={(who, path) => void enter(who, path)} />
          <Choose
            field={words.hostField}
            button={words.hostButton}
            choices={agreements}
            onChosen={({ value, label }) =>
              void enter({ role: 'host-finance', org: value, shownAs: words.hostOf(label) }, `/okonomi/${value}`)
            }
          />
        </Door>
        <Door title={words.admin} lead={words.adminLead}>
          <Choose
            field={words.hostField}
            button={words.adminButton}
            choices={agreements}
            onChosen={({ value, label }) =>
              void enter({ role: 'admin', org: value, shownAs: words.adminOf(label) }, `/avtale/${value}`)
            }
          />
          <button
            type="button"
            class="ds-button"
            data-variant="secondary"
            onClick={() => void enter({ role: 'admin', org: '*', shownAs: words.regionAdmin }, '/region')}
          >
            {words.regionButton}
          </button>
        </Door>
        <Door title={words.auditor} lead={words.auditorLead}>
          <div class="door-buttons">
            <button
              type="button"
              class="ds-button"
              onClick={() => void enter({ role: 'auditor', org: 'auditor', shownAs: words.auditor }, '/tilgangslogg')}
            >
              {words.auditorButton}
            </button>
          </div>
        </Door>
      </div>
    </div>
  )
}

const Door = ({ title, lead, children }: { title: string; lead: string; children: ComponentChildren }) => (
  <section class="ds-card door">
    <h2 class="ds-heading" data-size="sm">
      {title}
    </h2>
    <p class="ds-paragraph">{lead}</p>
    {children}
  </section>
)
