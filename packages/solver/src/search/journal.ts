/** Numbers of an entry about links, and of one about a cell. */
const LINK = 5
const CELL = 2
const FIRST_SIZE = 1024

/** What a journal takes back; the plan's own arrays. */
interface Links {
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly routeOf: Int32Array
  readonly leg: Int32Array
  readonly legIn: Int32Array
}

/**
 * What has happened to the links of a plan and to the cells of arrays beside them since `begin`, so that it can be
 * undone step by step: that takes as long as the change itself, however long the routes are.
 */
export class Journal {
  private readonly links: Links
  private readonly arrays: readonly Int32Array[]
  /** Per entry: the node, or its complement where it was taken out, those around it, and the legs that were there. */
  private linkLog = new Int32Array(FIRST_SIZE * LINK)
  private linkEnd = 0
  /** Per entry: index * number of arrays + array, and the value that was there. */
  private cellLog = new Int32Array(FIRST_SIZE * CELL)
  private cellEnd = 0
  /** By cell: in which it was noted last. */
  private readonly notedIn: Int32Array
  private transaction = 1

  /** Cells are those of `arrays`, of fewer than 2^31 in all. */
  constructor(links: Links, arrays: readonly Int32Array[]) {
    this.links = links
    this.arrays = arrays
    this.notedIn = new Int32Array(arrays.length * Math.max(...arrays.map(({ length }) => length)))
  }

  begin(): void {
    this.transaction++
    this.linkEnd = 0
    this.cellEnd = 0
  }

  /** Says that a node is about to be linked between two others. */
  noteLink(node: number, before: number, after: number): void {
    this.noteLegs(node, node, before, after)
  }

  /** Says that a node is about to be taken out between two others. */
  noteUnlink(node: number, before: number, after: number): void {
    this.noteLegs(~node, node, before, after)
  }

  /** Says that a cell of one of the arrays is about to change. */
  noteCell(array: number, index: number, value: number): void {
    const cell = index * this.arrays.length + array
    // What was there at first is all that counts: in a long transaction the others would fill the memory.
    if (this.notedIn[cell] === this.transaction) return
    this.notedIn[cell] = this.transaction
    if (this.cellEnd === this.cellLog.length) this.cellLog = twice(this.cellLog)
    this.cellLog[this.cellEnd] = cell
    this.cellLog[this.cellEnd + 1] = value
    this.cellEnd += CELL
  }

  /** Changes noted of links; which nodes the i-th was between. */
  get linkCount(): number {
    return this.linkEnd / LINK
  }

  before(i: number): number {
    return this.linkLog[i * LINK + 1] ?? 0
  }

  after(i: number): number {
    return this.linkLog[i * LINK + 2] ?? 0
  }

  /** Undoes everything since `begin`. */
  undo(): void {
    const { linkLog, cellLog, arrays } = this
    const { next, prev, routeOf, leg, legIn } = this.links
    for (let at = this.linkEnd - LINK; at >= 0; at -= LINK) {
      const entry = linkLog[at] ?? 0
      const before = linkLog[at + 1] ?? 0
      const after = linkLog[at + 2] ?? 0
      leg[before] = linkLog[at + 3] ?? 0
      if (entry >= 0) {
        next[before] = after
        prev[after] = before
        legIn[after] = linkLog[at + 3] ?? 0
        routeOf[entry] = -1
        continue
      }
      const node = ~entry
      next[before] = node
      prev[node] = before
      next[node] = after
      prev[after] = node
      leg[node] = linkLog[at + 4] ?? 0
      legIn[node] = linkLog[at + 3] ?? 0
      legIn[after] = linkLog[at + 4] ?? 0
      routeOf[node] = routeOf[before] ?? -1
    }
    for (let at = this.cellEnd - CELL; at >= 0; at -= CELL) {
      const cell = cellLog[at] ?? 0
      const index = Math.floor(cell / arrays.length)
      const array = arrays[cell - index * arrays.length]
      if (array !== undefined) array[index] = cellLog[at + 1] ?? 0
    }
    this.begin()
  }

  private noteLegs(entry: number, node: number, before: number, after: number): void {
    if (this.linkEnd === this.linkLog.length) this.linkLog = twice(this.linkLog)
    const { linkLog, linkEnd, links } = this
    linkLog[linkEnd] = entry
    linkLog[linkEnd + 1] = before
    linkLog[linkEnd + 2] = after
    linkLog[linkEnd + 3] = links.leg[before] ?? 0
    linkLog[linkEnd + 4] = links.leg[node] ?? 0
    this.linkEnd = linkEnd + LINK
  }
}

function twice(log: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(log.length * 2)
  longer.set(log)
  return longer
}
