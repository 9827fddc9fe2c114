import type { Shipment, Window } from '../model/problem.ts'
import { FormatError } from './format-error.ts'
import { pairRows } from './pair-rows.ts'
import type { PairRow } from './pair-rows.ts'
import { readCount, readNumber, timeReader } from './read-figures.ts'
import { checkDepotRow, checkNumbers, checkWindow, readRow } from './text-table.ts'
import type { Table, TableRow } from './text-table.ts'
import { nodeIndex } from './vrplib-nodes.ts'
import { sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

const GROUPS = 'MUTUALLY_EXCLUSIVE_GROUP_SECTION'
const PAIRS = 'PICKUP_AND_DELIVERY_SECTION'

/** The group of each client that is in one: `number node node …` a row, of which one node is visited. */
export function readGroups(
  file: VrplibFile,
  size: number,
  clients: readonly number[],
): ReadonlyMap<number, string> {
  const groupOf = new Map<number, string>()
  const lineOf = new Map<number, number>()
  const isClient = new Set(clients)
  for (const { words, line } of sectionRows(file, GROUPS, false)) {
    const number = readCount(words[0], line, `${GROUPS} number`)
    const first = lineOf.get(number)
    if (first !== undefined) {
      throw new FormatError(line, GROUPS, `group ${number} stands on line ${first} already`)
    }
    lineOf.set(number, line)
    const members = words.slice(1).map((word) => nodeIndex(word, line, GROUPS, size))
    for (const node of members) {
      if (!isClient.has(node)) {
        throw new FormatError(line, GROUPS, `node ${node + 1} is a depot, pickup or delivery`)
      }
      if (groupOf.has(node))
        throw new FormatError(line, GROUPS, `node ${node + 1} is in another group as well`)
      // Of one client there is no choice.
      if (members.length > 1) groupOf.set(node, `group ${number}`)
    }
  }
  return groupOf
}

const DEMAND = `${PAIRS} demand`
const READY = `${PAIRS} ready`
const DUE = `${PAIRS} due`
const SERVICE = `${PAIRS} service`
const PICKUP = `${PAIRS} pickup`
const DELIVERY = `${PAIRS} delivery`

export interface VrplibShipments {
  readonly shipments: readonly Shipment[]
  /** The nodes of all of them. */
  readonly taken: ReadonlySet<number>
  /** Windows of depots, which stand in the same section. */
  readonly depotWindows: ReadonlyMap<number, Window>
}

/**
 * Pickups with their deliveries: `node demand ready due service pickup delivery` a row as in the files of Li & Lim,
 * where a pickup names its delivery and a delivery its pickup.
 */
export function readShipments(
  file: VrplibFile,
  size: number,
  depots: readonly number[],
  whole: (value: number) => number,
): VrplibShipments {
  const time = timeReader(whole)
  const table: Table = [
    [`${PAIRS} node`, (word, line, field) => nodeIndex(word, line, field, size) + 1],
    [DEMAND, readNumber],
    [READY, time],
    [DUE, time],
    [SERVICE, time],
    [PICKUP, readCount],
    [DELIVERY, readCount],
  ]
  const rows = sectionRows(file, PAIRS, false).map(({ words, line }) => readRow(words, line, table))
  checkNumbers(rows, `${PAIRS} node`)
  for (const { values, line } of rows) checkWindow([values[2] ?? 0, values[3] ?? 0], line, [READY, DUE])
  const isDepot = ({ values: [node = 0] }: TableRow) => depots.includes(node - 1)
  const depotRows = rows.filter(isDepot)
  for (const row of depotRows) checkDepotRow(row, table, [DEMAND, SERVICE, PICKUP, DELIVERY])
  // A row of zeros says nothing of its client.
  const ends = rows.filter((row) => !isDepot(row) && row.values.slice(1).some((figure) => figure !== 0))
  const pairs = pairRows(ends.map(nameColumns), { noun: 'node', section: PAIRS })
  const endOf = ({ number, ready, due, service }: Row) => ({
    location: number - 1,
    serviceS: whole(service),
    windows: [[whole(ready), whole(due)] as const],
  })
  return {
    shipments: pairs.map(({ pickup, delivery }) => ({
      id: `${pickup.number - 1}-${delivery.number - 1}`,
      pickup: endOf(pickup),
      delivery: endOf(delivery),
      load: [pickup.demand],
      skills: [],
      priority: 0,
    })),
    taken: new Set(ends.map(({ values: [node = 0] }) => node - 1)),
    depotWindows: new Map(
      depotRows.flatMap(({ values: [node = 0, , ready = 0, due = 0] }) =>
        due > 0 ? [[node - 1, [ready, due]] as const] : [],
      ),
    ),
  }
}

interface Row extends PairRow {
  readonly ready: number
  readonly due: number
  readonly service: number
}

function nameColumns({ values, line }: TableRow): Row {
  const [number = 0, demand = 0, ready = 0, due = 0, service = 0, pickup = 0, delivery = 0] = values
  return { number, demand, ready, due, service, pickup, delivery, line }
}
