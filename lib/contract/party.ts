/** The kommuner and HF that a client may name or be told of, for lists and names. */
export { HELSEFORETAK, KOMMUNER } from '../domain/party/party-name.ts'
