/** The kommuner, HF and their hospitals that a client may name or be told of, for lists and names. */
export { HELSEFORETAK, KOMMUNER, SYKEHUS } from '../domain/party/party-name.ts'
