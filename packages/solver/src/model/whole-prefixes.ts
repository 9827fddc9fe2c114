import type { Prepared } from './prepare.ts'

/** Most orders of what is owed that are given. */
const MOST_ORDERS = 1000

/** Ids of the shipments that a sequence picks up and does not deliver. */
export function owedBy({ taskById, taskNode, nodePair }: Prepared, ids: readonly string[]): string[] {
  return ids.filter((id, index) => {
    const isPair = (nodePair[taskNode[taskById.get(id) ?? -1] ?? -1] ?? -1) >= 0
    return isPair && ids.indexOf(id) === index && ids.lastIndexOf(id) === index
  })
}

/**
 * A prefix as a route of its own: with the deliveries that it owes behind it, in each order, those first that must
 * be there first. Many owed have more orders than can be looked at; of those the first `MOST_ORDERS` are given.
 */
export function* wholePrefixes(prepared: Prepared, prefix: readonly string[]): Generator<readonly string[]> {
  const { taskById, taskNode, windowOffset, windowTo } = prepared
  const closesS = (id: string) => {
    const delivery = (taskNode[taskById.get(id) ?? 0] ?? 0) + 1
    return windowTo[(windowOffset[delivery + 1] ?? 0) - 1] ?? 0
  }
  let left = MOST_ORDERS
  for (const order of ordersOf(owedBy(prepared, prefix).toSorted((a, b) => closesS(a) - closesS(b)))) {
    if (left-- === 0) return
    yield [...prefix, ...order]
  }
}

function* ordersOf(ids: readonly string[]): Generator<readonly string[]> {
  if (ids.length === 0) yield []
  for (const id of ids) {
    for (const order of ordersOf(ids.filter((other) => other !== id))) yield [id, ...order]
  }
}
