import type { Space } from '../space.ts'

/** Writes the nodes of a route, with its reloads between them, and returns how many there are. */
export function readSequence(
  space: Space,
  next: Int32Array,
  reload: Int32Array,
  route: number,
  into: Int32Array,
): number {
  const { nodeCount, hasReloads } = space
  let count = 0
  for (let node = next[nodeCount + 2 * route] ?? 0; node < nodeCount; node = next[node] ?? 0) {
    const depot = hasReloads ? (reload[node] ?? 0) : 0
    if (depot > 0) into[count++] = nodeCount + depot - 1
    into[count++] = node
  }
  return count
}
