/**
 * Binary min-heap of numbered items with float64 keys. An item may be in it several times (a better key is pushed anew,
 * the stale entry is skipped by the caller), which is cheaper here than tracking positions to decrease keys.
 */
export class MinHeap {
  size = 0
  #keys = new Float64Array(256)
  #items = new Int32Array(256)

  clear(): void {
    this.size = 0
  }

  /** The least key; only meaningful while `size > 0`. */
  topKey(): number {
    return this.#keys[0] ?? 0
  }

  push(key: number, item: number): void {
    if (this.size === this.#keys.length) this.#grow()
    const keys = this.#keys
    const items = this.#items
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const parentKey = keys[parent] ?? 0
      if (parentKey <= key) break
      keys[at] = parentKey
      items[at] = items[parent] ?? 0
      at = parent
    }
    keys[at] = key
    items[at] = item
  }

  /** Takes out the item with the least key. */
  pop(): number {
    const keys = this.#keys
    const items = this.#items
    const top = items[0] ?? 0
    const size = --this.size
    const key = keys[size] ?? 0
    const item = items[size] ?? 0
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      let childKey = keys[child] ?? 0
      const other = keys[child + 1] ?? 0
      if (child + 1 < size && other < childKey) {
        child++
        childKey = other
      }
      if (childKey >= key) break
      keys[at] = childKey
      items[at] = items[child] ?? 0
      at = child
    }
    keys[at] = key
    items[at] = item
    return top
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2)
    const items = new Int32Array(this.#items.length * 2)
    keys.set(this.#keys)
    items.set(this.#items)
    this.#keys = keys
    this.#items = items
  }
}
