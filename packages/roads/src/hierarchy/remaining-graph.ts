import { Float64List, Int32List } from '../number-list.ts'
import type { ArcGraph } from './arc-graph.ts'

/**
 * The graph during contraction: what is left of the input plus shortcuts. Between two nodes there is at most one arc
 * each way; a better one takes its place. An arc changes only while both ends are left, and becomes part of a shortcut
 * only when one end goes, so the parts of a shortcut never change.
 */
export class RemainingGraph {
  readonly nodeCount: number
  readonly #incoming: number[][]
  readonly #outgoing: number[][]
  readonly #tail = new Int32List()
  readonly #head = new Int32List()
  readonly #first = new Int32List()
  readonly #second = new Int32List()
  readonly #hops = new Int32List()
  readonly #weight = new Float64List()
  readonly #length = new Float64List()

  constructor(input: ArcGraph) {
    this.nodeCount = input.nodeCount
    this.#incoming = Array.from({ length: input.nodeCount }, () => [])
    this.#outgoing = Array.from({ length: input.nodeCount }, () => [])
    input.from.forEach((from, index) => {
      this.#put({
        tail: from,
        head: input.to[index] ?? 0,
        weight: input.weight[index] ?? 0,
        length: input.length[index] ?? 0,
        hops: 1,
        first: -1,
        second: input.label[index] ?? 0,
      })
    })
  }

  get arcCount(): number {
    return this.#tail.length
  }

  incoming(node: number): readonly number[] {
    return this.#incoming[node] ?? []
  }

  outgoing(node: number): readonly number[] {
    return this.#outgoing[node] ?? []
  }

  tailOf(arc: number): number {
    return this.#tail.at(arc)
  }

  headOf(arc: number): number {
    return this.#head.at(arc)
  }

  weightOf(arc: number): number {
    return this.#weight.at(arc)
  }

  lengthOf(arc: number): number {
    return this.#length.at(arc)
  }

  hopsOf(arc: number): number {
    return this.#hops.at(arc)
  }

  /** Heads and weights by arc, for inner loops; valid until the next shortcut. */
  arcMemory(): { readonly heads: Int32Array; readonly weights: Float64Array } {
    return { heads: this.#head.memory(), weights: this.#weight.memory() }
  }

  /** -1 for an arc of the input. */
  firstOf(arc: number): number {
    return this.#first.at(arc)
  }

  secondOf(arc: number): number {
    return this.#second.at(arc)
  }

  addShortcut(first: number, second: number): void {
    this.#put({
      tail: this.tailOf(first),
      head: this.headOf(second),
      weight: this.weightOf(first) + this.weightOf(second),
      length: this.lengthOf(first) + this.lengthOf(second),
      hops: this.hopsOf(first) + this.hopsOf(second),
      first,
      second,
    })
  }

  /** Takes the node's arcs off its neighbours; the node keeps them, as the arcs that lead up from it. */
  detach(node: number): void {
    for (const arc of this.incoming(node)) drop(this.#outgoing[this.tailOf(arc)], arc)
    for (const arc of this.outgoing(node)) drop(this.#incoming[this.headOf(arc)], arc)
  }

  #put(arc: NewArc): void {
    if (arc.tail === arc.head) return
    const outgoing = this.#outgoing[arc.tail] ?? []
    const known = outgoing.find((candidate) => this.headOf(candidate) === arc.head)
    if (known === undefined) {
      const id = this.arcCount
      outgoing.push(id)
      this.#incoming[arc.head]?.push(id)
      this.#append(arc)
      return
    }
    if (this.weightOf(known) <= arc.weight) return
    this.#weight.set(known, arc.weight)
    this.#length.set(known, arc.length)
    this.#hops.set(known, arc.hops)
    this.#first.set(known, arc.first)
    this.#second.set(known, arc.second)
  }

  #append(arc: NewArc): void {
    this.#weight.push(arc.weight)
    this.#tail.push(arc.tail)
    this.#head.push(arc.head)
    this.#length.push(arc.length)
    this.#hops.push(arc.hops)
    this.#first.push(arc.first)
    this.#second.push(arc.second)
  }
}

interface NewArc {
  readonly tail: number
  readonly head: number
  readonly weight: number
  readonly length: number
  readonly hops: number
  readonly first: number
  readonly second: number
}

function drop(list: number[] | undefined, item: number): void {
  if (!list) return
  const at = list.indexOf(item)
  const last = list.pop()
  if (last !== undefined && at < list.length) list[at] = last
}
