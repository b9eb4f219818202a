/** The smallest that shows every part of a set. */
export const CRITERIA_SET = {
  title: 'Lindrende plass',
  source: 'Prøve',
  validFrom: '2026-01-01',
  appliesTo: { kinds: ['sykestue'], services: ['lindrende'] },
  config: { minAge: 18, allowed: ['hjemmesykepleie', 'sykehus'] },
  effectOverrides: { 'LIN-INK-02': 'warn' },
  inputTypes: {
    ageYears: { type: 'integer', labelNb: 'Alder', unit: 'år' },
    comesFrom: { type: 'code', labelNb: 'Kommer fra', values: ['hjemmesykepleie', 'sykehus', 'annet'] },
    wishesHospital: { type: 'answer', labelNb: 'Ønsker pasienten sykehus?' },
  },
  criteria: [
    {
      id: 'LIN-INK-01',
      kind: 'inclusion',
      effect: 'block',
      textNb: 'Pasienten er voksen.',
      group: 'Alder',
      inputs: ['ageYears'],
      rule: { op: 'gte', input: 'ageYears', value: { config: 'minAge' } },
      source: 'Prøve',
    },
    {
      id: 'LIN-INK-02',
      kind: 'inclusion',
      effect: 'block',
      textNb: 'Pasienten er kjent.',
      group: 'Riktig nivå',
      inputs: ['comesFrom'],
      rule: { op: 'in', input: 'comesFrom', value: { config: 'allowed' } },
      source: 'Prøve',
    },
    {
      id: 'LIN-EKS-01',
      kind: 'exclusion',
      effect: 'block',
      textNb: 'Pasienten ønsker sykehus.',
      group: 'Ønske',
      inputs: ['wishesHospital'],
      source: 'Prøve',
    },
  ],
}

/** Builds on a set that came with the service and changes nothing but that it is advice. */
export const PLAIN_VARIANT = {
  core: { criteriaSetId: 'sykestue-finnmark', criteriaVersion: '0.1.0' },
  validFrom: '2026-01-01',
  requireAssessment: false,
  binds: false,
  changes: [],
}

/** One change of each sort. */
export const VARIANT = {
  core: { criteriaSetId: 'kad-somatic', criteriaVersion: '0.1.0' },
  validFrom: '2026-01-01',
  requireAssessment: false,
  binds: false,
  inputTypes: { needsDialysis: { type: 'answer', labelNb: 'Trenger pasienten dialyse?' } },
  changes: [
    { does: 'tighten', criterionId: 'SOM-INK-03', effect: 'block', reason: 'Absolutt krav her' },
    {
      does: 'tighten',
      add: {
        id: 'LOK-EKS-01',
        kind: 'exclusion',
        effect: 'block',
        textNb: 'Pasienten trenger dialyse.',
        group: 'Riktig nivå',
        inputs: ['needsDialysis'],
        source: 'Enhetens egen erfaring',
      },
      reason: 'Enheten har ikke dialyse',
    },
    { does: 'loosen', criterionId: 'SOM-EKS-12', effect: 'warn', reason: 'Enheten har utstyret' },
    { does: 'replace', criterionId: 'SOM-INK-01', textNb: 'Pasienten er 16 år eller eldre.', reason: 'Egen grense' },
    { does: 'replace', config: 'minAge', value: 16, reason: 'Egen aldersgrense' },
  ],
}
