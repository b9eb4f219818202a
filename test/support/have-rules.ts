import type { Element } from './xml-tree.ts'

type Child = readonly [name: string, least: 0 | 1, most?: 'many']
type Rule = readonly Child[] | { readonly text: RegExp }

const TEXT = { text: /\S/ }
const oneOf = (...values: readonly string[]) => ({ text: new RegExp(`^(${values.join('|')})$`) })
const ID = { text: /^[A-Za-z_][\w.-]*$/ }
const NAME = [['xal:NameElement', 1]] as const

/**
 * What may stand where, in which order and how often: the elements we write, as `edxl-have-v2.0-working-draft.xsd` of the
 * specification's editor has them (github.com/darrellodonnell/edxl-have-2.0-examples, 1adc718). Elements of the schema that
 * we never write are left out; those before the ones we write may be missing, so the order is the same.
 */
const RULES: Readonly<Record<string, Rule>> = {
  'have:HAVE': [
    ['have:organizationInformation', 1],
    ['have:reportComment', 0],
    ['have:facility', 1, 'many'],
  ],
  'have:organizationInformation': [['xnl:OrganisationName', 1]],
  'have:reportComment': TEXT,
  'have:facility': [
    ['have:facilityInformation', 1],
    ['have:serviceList', 1, 'many'],
    ['have:commentText', 0, 'many'],
    ['have:facilityColourStatus', 0],
  ],
  'have:facilityInformation': [
    ['have:facilityID', 1],
    ['have:facilityName', 1],
    ['have:facilityGeoLocation', 0],
    ['have:facilityDetails', 1],
    ['have:clinicalStatusDefault', 0],
  ],
  'have:facilityID': ID,
  'have:facilityName': TEXT,
  'have:facilityGeoLocation': [['edxl-ct:EDXLGeoLocation', 1]],
  'edxl-ct:EDXLGeoLocation': [['gml:Point', 1]],
  'gml:Point': [['gml:pos', 1]],
  'gml:pos': { text: /^-?\d+(\.\d+)? -?\d+(\.\d+)?$/ },
  'have:facilityDetails': [
    ['xnl:OrganisationName', 1],
    ['xpil:Addresses', 0],
  ],
  'xnl:OrganisationName': [['xnl:NameElement', 1]],
  'xnl:NameElement': TEXT,
  'xpil:Addresses': [['xpil:Address', 1, 'many']],
  'xpil:Address': [
    ['xal:Country', 0],
    ['xal:AdministrativeArea', 0],
  ],
  'xal:Country': NAME,
  'xal:AdministrativeArea': NAME,
  'xal:NameElement': TEXT,
  'have:clinicalStatusDefault': oneOf('Normal', 'Full'),
  'have:serviceList': [
    ['have:taxonomyURI', 1],
    ['have:taxonomyName', 1],
    ['have:serviceListItem', 1, 'many'],
  ],
  'have:taxonomyURI': TEXT,
  'have:taxonomyName': TEXT,
  'have:serviceListItem': [
    ['have:serviceTaxonomyKeyValue', 1],
    ['have:serviceName', 1],
    ['have:serviceStatus', 0],
    ['have:serviceBedCapacity', 0],
  ],
  'have:serviceTaxonomyKeyValue': TEXT,
  'have:serviceName': TEXT,
  'have:serviceStatus': [['have:isAvailable', 1]],
  'have:isAvailable': oneOf('true', 'false'),
  'have:serviceBedCapacity': [
    ['have:availableCount', 1],
    ['have:baselineCount', 0],
    ['have:capacityNote', 0],
    ['have:availability', 0],
  ],
  'have:availableCount': { text: /^\d+$/ },
  'have:baselineCount': { text: /^\d+$/ },
  'have:capacityNote': TEXT,
  'have:availability': oneOf('Open', 'Full', 'Exceeded', 'Inactive'),
  'have:commentText': TEXT,
  'have:facilityColourStatus': [
    ['have:colourCode', 1],
    ['have:colourDescription', 0],
  ],
  'have:colourCode': [
    ['edxl-ct:ValueListURI', 1],
    ['edxl-ct:Value', 1],
  ],
  'edxl-ct:ValueListURI': oneOf('urn:oasis:names:tc:emergency:EDXL:HAVE:2\\.0:Defaults:ColourCode'),
  'edxl-ct:Value': oneOf('red', 'yellow', 'green'),
  'have:colourDescription': TEXT,
}

/** What the schema would not allow; empty when all is well. */
export function haveFaultsIn(root: Element): readonly string[] {
  const ids = idsIn(root)
  return [
    ...(root.name === 'have:HAVE' ? [] : [`the root is ${root.name}`]),
    ...ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `${id} stands twice`),
    ...faultsBelow(root),
  ]
}

function faultsBelow({ name, children, text }: Element): readonly string[] {
  const rule = RULES[name]
  if (!rule) return [`${name} is not known`]
  if ('text' in rule)
    return rule.text.test(text) && children.length === 0 ? [] : [`${name} may not say ${JSON.stringify(text)}`]
  const places = children.map((child) => rule.findIndex(([each]) => each === child.name))
  return [
    ...places.flatMap((place, i) => (place === -1 ? [`${name} may not have ${children[i]?.name}`] : [])),
    ...(places.some((place, i) => place < (places[i - 1] ?? 0)) ? [`${name} has its elements in another order`] : []),
    ...rule.flatMap(([each, least, most]) => {
      const times = children.filter((child) => child.name === each).length
      return times < least || (most !== 'many' && times > 1) ? [`${name} has ${times} of ${each}`] : []
    }),
    ...children.flatMap(faultsBelow),
  ]
}

/** Both are `xs:ID`: one name in the whole document. */
const idsIn = ({ name, text, attributes, children }: Element): readonly string[] => [
  ...(name === 'have:facilityID' ? [text] : []),
  ...(attributes['gml:id'] === undefined ? [] : [attributes['gml:id']]),
  ...children.flatMap(idsIn),
]
