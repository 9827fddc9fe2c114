/** Compressed adjacency: the items at node `v` are `items[offsets[v] .. offsets[v + 1]]`. */
export interface Adjacency {
  readonly offsets: Uint32Array
  readonly items: Uint32Array
}

/** Groups item numbers `0 .. keys.length` by their key, in ascending item order (counting sort, O(n)). */
export function groupBy(keys: Uint32Array, keyCount: number): Adjacency {
  const offsets = new Uint32Array(keyCount + 1)
  for (const key of keys) offsets[key + 1] = (offsets[key + 1] ?? 0) + 1
  for (let key = 0; key < keyCount; key++) offsets[key + 1] = (offsets[key + 1] ?? 0) + (offsets[key] ?? 0)
  const cursor = offsets.slice(0, keyCount)
  const items = new Uint32Array(keys.length)
  keys.forEach((key, item) => {
    const at = cursor[key] ?? 0
    items[at] = item
    cursor[key] = at + 1
  })
  return { offsets, items }
}
