import type { Float64List } from '../number-list.ts'

/**
 * Positions by ascending id, each id once: of several the one with the highest score, and the first of equals.
 * Undefined when the ids are in that order as they stand, as in most files.
 */
export function ascendingOrder(
  ids: Float64List,
  score: (position: number) => number,
): Uint32Array | undefined {
  let isAscending = true
  for (let index = 1; index < ids.length && isAscending; index++)
    isAscending = ids.at(index - 1) < ids.at(index)
  if (isAscending) return undefined
  const order = Uint32Array.from({ length: ids.length }, (_, index) => index)
  order.sort((a, b) => ids.at(a) - ids.at(b) || a - b)
  let count = 0
  for (const position of order) {
    const best = order[count - 1] ?? 0
    if (count === 0 || ids.at(best) !== ids.at(position)) order[count++] = position
    else if (score(position) > score(best)) order[count - 1] = position
  }
  return order.slice(0, count)
}
