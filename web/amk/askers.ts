import { HELSEFORETAK, KOMMUNER, SYKEHUS } from 'virtual:contract'
import { askersOf } from './asker.ts'

export const ASKERS = askersOf({ kommuner: KOMMUNER, helseforetak: HELSEFORETAK, sykehus: SYKEHUS })
