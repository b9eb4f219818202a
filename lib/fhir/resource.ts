/** A FHIR R4 resource: FHIR's own words stay inside lib/fhir. Members that are undefined do not reach the wire. */
export type Resource = {
  readonly resourceType: string
  readonly id?: string
  readonly [member: string]: unknown
}
export type Identified = Resource & { readonly id: string }

/** Where this installation's FHIR API stands, without a slash at the end: `https://trekkspill.example/fhir/R4`. */
export type FhirBase = string

export const ENH = 'urn:oid:2.16.578.1.12.4.1.4.101'
/** Preferred by HL7 Norway's NamingSystem; the OID and hl7.no's own are older names of the same register. */
export const KOMMUNENUMMER = 'https://register.geonorge.no/subregister/sosi-kodelister/kartverket/kommunenummer-alle'

/** Our own code lists, under a name that no other system has. */
export const ownSystem = (name: 'unit' | 'bed' | 'unit-kind' | 'service' | 'capacity-status' | 'measure-population') =>
  `urn:trekkspill:${name}`
export const definitionUrl = (base: FhirBase, name: string): string => `${base}/StructureDefinition/${name}`

export const coded = (system: string, code: string, display?: string) => ({
  system,
  code,
  ...(display === undefined ? {} : { display }),
})
