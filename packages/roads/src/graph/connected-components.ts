import { groupBy } from './adjacency.ts'

export interface Components {
  /** Component number by node. */
  readonly component: Uint32Array
  /** Nodes by component number. */
  readonly sizes: readonly number[]
  /** The number of the largest component; the lowest one among equals. */
  readonly largest: number
}

/**
 * Strongly connected components of a directed graph given as arcs (Tarjan 1972, made iterative so that a long road
 * cannot overflow the stack). O(nodes + arcs).
 */
export function connectedComponents(nodeCount: number, arcFrom: Uint32Array, arcTo: Uint32Array): Components {
  const { offsets, items } = groupBy(arcFrom, nodeCount)
  const component = new Uint32Array(nodeCount)
  const sizes: number[] = []
  // Order of discovery from 1; 0 means not seen. A finished node gets `done`, above every order.
  const order = new Uint32Array(nodeCount)
  const low = new Uint32Array(nodeCount)
  const done = 0xffffffff
  const cursor = offsets.slice(0, nodeCount)
  const path = new Uint32Array(nodeCount)
  const open = new Uint32Array(nodeCount)
  let pathLength = 0
  let openLength = 0
  let seen = 0

  const discover = (node: number): void => {
    seen++
    order[node] = seen
    low[node] = seen
    path[pathLength++] = node
    open[openLength++] = node
  }

  for (let root = 0; root < nodeCount; root++) {
    if (order[root] !== 0) continue
    discover(root)
    while (pathLength > 0) {
      const node = path[pathLength - 1] ?? 0
      const at = cursor[node] ?? 0
      if (at < (offsets[node + 1] ?? 0)) {
        cursor[node] = at + 1
        const next = arcTo[items[at] ?? 0] ?? 0
        const nextOrder = order[next] ?? 0
        if (nextOrder === 0) discover(next)
        else if (nextOrder !== done && nextOrder < (low[node] ?? 0)) low[node] = nextOrder
        continue
      }
      pathLength--
      const nodeLow = low[node] ?? 0
      if (pathLength > 0) {
        const parent = path[pathLength - 1] ?? 0
        if (nodeLow < (low[parent] ?? 0)) low[parent] = nodeLow
      }
      if (nodeLow !== order[node]) continue
      let size = 0
      let member = node
      do {
        member = open[--openLength] ?? 0
        component[member] = sizes.length
        order[member] = done
        size++
      } while (member !== node)
      sizes.push(size)
    }
  }
  let largest = 0
  sizes.forEach((size, index) => {
    if (size > (sizes[largest] ?? 0)) largest = index
  })
  return { component, sizes, largest }
}
