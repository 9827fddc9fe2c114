const ROOM = 256

/** Places for a task, to be tried in the order of what they probably cost (a binary heap). */
export class PlaceHeap {
  count = 0
  /** What the place probably costs, and what it costs at least. */
  estimate = new Float64Array(ROOM)
  bound = new Float64Array(ROOM)
  route = new Int32Array(ROOM)
  /** Positions in the route's sequence of the first and, of a shipment, of the second node. */
  first = new Int32Array(ROOM)
  second = new Int32Array(ROOM)
  /** Reload nodes right before the first and right behind the last new node, -1 for none. */
  ahead = new Int32Array(ROOM)
  behind = new Int32Array(ROOM)
  private heap = new Int32Array(ROOM)
  private left = 0
  private isOrdered = false

  clear(): void {
    this.count = 0
    this.isOrdered = false
  }

  /** Adds a place; returns its number, by which its positions are set. */
  add(estimate: number, bound: number, route: number, first: number, second: number): number {
    if (this.count === this.heap.length) this.grow()
    const place = this.count++
    this.estimate[place] = estimate
    this.bound[place] = bound
    this.route[place] = route
    this.first[place] = first
    this.second[place] = second
    this.ahead[place] = -1
    this.behind[place] = -1
    return place
  }

  /** The number of the place with the smallest estimate that is left, -1 when none is. */
  pop(): number {
    if (!this.isOrdered) this.order()
    if (this.left === 0) return -1
    const { heap } = this
    const top = heap[0] ?? 0
    heap[0] = heap[--this.left] ?? 0
    this.sink(0)
    return top
  }

  private order(): void {
    this.isOrdered = true
    this.left = this.count
    for (let i = 0; i < this.count; i++) this.heap[i] = i
    for (let i = (this.count >> 1) - 1; i >= 0; i--) this.sink(i)
  }

  private sink(from: number): void {
    const { heap, estimate, left } = this
    const place = heap[from] ?? 0
    const value = estimate[place] ?? 0
    let at = from
    for (let child = 2 * at + 1; child < left; child = 2 * at + 1) {
      const other = child + 1
      if (other < left && (estimate[heap[other] ?? 0] ?? 0) < (estimate[heap[child] ?? 0] ?? 0)) child = other
      if ((estimate[heap[child] ?? 0] ?? 0) >= value) break
      heap[at] = heap[child] ?? 0
      at = child
    }
    heap[at] = place
  }

  private grow(): void {
    const room = 2 * this.heap.length
    this.estimate = enlarge(this.estimate, new Float64Array(room))
    this.bound = enlarge(this.bound, new Float64Array(room))
    this.route = enlarge(this.route, new Int32Array(room))
    this.first = enlarge(this.first, new Int32Array(room))
    this.second = enlarge(this.second, new Int32Array(room))
    this.ahead = enlarge(this.ahead, new Int32Array(room))
    this.behind = enlarge(this.behind, new Int32Array(room))
    this.heap = new Int32Array(room)
  }
}

function enlarge<T extends Float64Array | Int32Array>(from: T, into: T): T {
  into.set(from)
  return into
}
