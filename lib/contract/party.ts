/** The kommuner that a client may name, for lists to choose from. */
export { KOMMUNER } from '../domain/party/party-name.ts'
