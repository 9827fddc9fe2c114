import type { Shipment } from '../model/problem.ts'
import { FormatError } from './format-error.ts'
import { nodeIndex, perNode } from './vrplib-columns.ts'
import { sectionRows } from './vrplib-sections.ts'
import type { VrplibFile } from './vrplib-sections.ts'

const GROUPS = 'MUTUALLY_EXCLUSIVE_GROUP_SECTION'
const PAIRS = 'PICKUP_AND_DELIVERY_SECTION'

/** The group of each client that is in one: `number node node …` a row, of which one node is visited. */
export function readGroups(
  file: VrplibFile,
  size: number,
  depots: readonly number[],
): ReadonlyMap<number, string> {
  const groupOf = new Map<number, string>()
  for (const { words, line } of sectionRows(file, GROUPS, false)) {
    const members = words.slice(1).map((word) => nodeIndex(word, line, GROUPS, size))
    // Of one client there is no choice.
    if (members.length < 2) continue
    for (const node of members) {
      if (depots.includes(node)) throw new FormatError(line, GROUPS, `node ${node + 1} is a depot`)
      if (groupOf.has(node))
        throw new FormatError(line, GROUPS, `node ${node + 1} is in another group as well`)
      groupOf.set(node, `group ${words[0]}`)
    }
  }
  return groupOf
}

/**
 * Pickups with their deliveries: `node demand ready due service pickup delivery` a row as in the files of Li & Lim,
 * where a pickup names its delivery and a delivery its pickup. `taken` are the nodes of all of them.
 */
export function readShipments(
  file: VrplibFile,
  size: number,
  whole: (value: number) => number,
): { readonly shipments: readonly Shipment[]; readonly taken: ReadonlySet<number> } {
  const taken = new Set<number>()
  if (!file.sections.has(PAIRS)) return { shipments: [], taken }
  const table = perNode(file, 'PICKUP_AND_DELIVERY', size)
  const rowOf = (node: number) => table?.rows[node] ?? []
  const endOf = (node: number) => {
    const [, ready = 0, due = 0, service = 0] = rowOf(node)
    return {
      location: node,
      serviceS: whole(service),
      windows: [[whole(ready), whole(due)] as const],
    }
  }
  const shipments = Array.from({ length: size }, (_, node) => node).flatMap((node): Shipment[] => {
    const [demand = 0, , , , pickupNumber = 0, deliveryNumber = 0] = rowOf(node)
    if (pickupNumber !== 0 || deliveryNumber === 0) return []
    const line = table?.lineOf(node) ?? 0
    const delivery = nodeIndex(String(deliveryNumber), line, PAIRS, size)
    if (rowOf(delivery)[4] !== node + 1) {
      throw new FormatError(line, PAIRS, `node ${delivery + 1} does not name ${node + 1} as its pickup`)
    }
    taken.add(node)
    taken.add(delivery)
    return [
      {
        id: `${node}-${delivery}`,
        pickup: endOf(node),
        delivery: endOf(delivery),
        load: [demand],
        skills: [],
        priority: 0,
      },
    ]
  })
  return { shipments, taken }
}
