import type { Extract } from '@cartage/testing'
import { greatCircleM } from '../src/graph/great-circle.ts'

/** A place on a segment: between nodes `refs[index]` and `refs[index + 1]` of a way, `fraction` of it from the former. */
export interface Spot {
  readonly way: number
  readonly index: number
  readonly fraction: number
  /**
   * On which side of the way, as it is drawn, its place lies that may be driven to and from only without crossing the road; absent
   * where it does not matter.
   */
  readonly kerbside?: 'left' | 'right' | undefined
}

interface Segment {
  readonly way: number
  readonly index: number
  readonly from: number
  readonly to: number
  readonly seconds: number
  readonly metres: number
  /** Whether it is driven as the way is drawn. */
  readonly along: boolean
}

export interface Trip {
  readonly seconds: number
  readonly metres: number
}

/** A trip so far, and what has been driven last: as much of it as a restriction may ask for. */
interface Driven extends Trip {
  readonly last: readonly Segment[]
}

/** How many times longer a segment takes, as its way is drawn or against it; `Infinity` where it is closed. */
export type SegmentDelay = (way: number, index: number, along: boolean) => number

/**
 * Driving by the words of the reference profile's models, as slowly and plainly as can be: Bellman-Ford over directed segments, and
 * over what was driven before them where a restriction with via ways may ask for it. Ways are `highway=residential` with an optional
 * `oneway=yes|-1` and `maxspeed`.
 */
export class ReferenceDrive {
  readonly #extract: Extract
  readonly #turns: boolean
  /** The side on which traffic keeps. */
  readonly #keeps: 'left' | 'right'
  readonly #segments: readonly Segment[]
  readonly #leaving: ReadonlyMap<number, readonly Segment[]>
  /** What restrictions with via ways forbid to drive one right after the other. */
  readonly #forbidden: readonly (readonly Segment[])[]
  readonly #delayOf: SegmentDelay

  constructor(
    extract: Extract,
    turns: boolean,
    delayOf: SegmentDelay = () => 1,
    keeps: 'left' | 'right' = 'right',
  ) {
    this.#delayOf = delayOf
    this.#extract = extract
    this.#turns = turns
    this.#keeps = keeps
    this.#segments = (extract.ways ?? []).flatMap((way) =>
      way.refs.slice(1).flatMap((to, index) => this.#segmentsOf(way, index, way.refs[index]!, to)),
    )
    this.#leaving = Map.groupBy(this.#segments, ({ from }) => from)
    this.#forbidden = turns ? (extract.relations ?? []).flatMap((relation) => this.#overWays(relation)) : []
  }

  /** The quickest trip between two spots, or undefined. A spot at a node is at every segment that meets there. */
  between(from: Spot, to: Spot): Trip | undefined {
    const [start, end] = [this.#nodeAt(from), this.#nodeAt(to)]
    if (start !== undefined && start === end) return { seconds: 0, metres: 0 }
    let quickest: Trip | undefined
    const offer = (trip: Trip): void => {
      if (!quickest || trip.seconds < quickest.seconds) quickest = trip
    }
    for (const segment of this.#segments) {
      const [left, done] = [this.#left(segment, from), this.#left(segment, to)]
      if (
        start === undefined &&
        end === undefined &&
        left !== undefined &&
        done !== undefined &&
        left >= done
      ) {
        offer(part(segment, left - done))
      }
      if (start !== undefined && segment.from === start && done !== undefined && end === undefined) {
        offer(part(segment, 1 - done))
      }
    }
    const best = new Map<string, Driven>()
    const pending: Driven[] = []
    const reach = (driven: Driven): void => {
      const key = this.#keyOf(driven.last)
      if (driven.seconds >= (best.get(key)?.seconds ?? Infinity)) return
      best.set(key, driven)
      pending.push(driven)
    }
    for (const segment of this.#segments) {
      const share = start === undefined ? this.#left(segment, from) : segment.from === start ? 1 : undefined
      if (share !== undefined) reach({ ...part(segment, share), last: this.#remembered([segment]) })
    }
    for (const driven of pending) {
      if (best.get(this.#keyOf(driven.last)) !== driven) continue
      const { seconds, metres, last } = driven
      if (end !== undefined && last.at(-1)!.to === end) offer(driven)
      for (const after of this.#leaving.get(last.at(-1)!.to) ?? []) {
        if (!this.#mayFollow(last, after)) continue
        const done = end === undefined ? this.#left(after, to) : undefined
        if (done !== undefined) {
          const rest = part(after, 1 - done)
          offer({ seconds: seconds + rest.seconds, metres: metres + rest.metres })
        }
        reach({
          seconds: seconds + after.seconds,
          metres: metres + after.metres,
          last: this.#remembered([...last, after]),
        })
      }
    }
    return quickest && quickest.seconds < Infinity ? quickest : undefined
  }

  #keyOf(last: readonly Segment[]): string {
    return last.map((segment) => this.#segments.indexOf(segment)).join()
  }

  /** The longest end of what was driven with which a forbidden path begins, its last segment at least. */
  #remembered(driven: readonly Segment[]): readonly Segment[] {
    const ends = driven.map((_, at) => driven.slice(at))
    const begins = (end: readonly Segment[]): boolean =>
      this.#forbidden.some((path) => end.every((segment, at) => path[at] === segment))
    return ends.find((end) => end.length === 1 || begins(end))!
  }

  /** The paths that a restriction over via ways forbids: these are driven from end to end, in any order in which they join. */
  #overWays({ tags, members }: NonNullable<Extract['relations']>[number]): readonly (readonly Segment[])[] {
    const kind = tags?.['restriction'] ?? ''
    const waysIn = (role: string): number[] =>
      members.filter((member) => member.role === role && member.type === 'way').map(({ ref }) => ref)
    const vias = waysIn('via')
    const lengths = vias.map((via) => {
      const ofWay = this.#segments.filter(({ way }) => way === via)
      const [along, against] = [ofWay.filter((one) => one.along), ofWay.filter((one) => !one.along).reverse()]
      return [along, against].filter((length) => length.length > 0 && length[0]!.from !== length.at(-1)!.to)
    })
    const joins = ([first, ...others]: readonly (readonly Segment[])[]): boolean =>
      others.every((next, at) => [first!, ...others][at]!.at(-1)!.to === next[0]!.from)
    const chains =
      vias.length === 1
        ? lengths[0]!
        : vias.length === 2
          ? [lengths, lengths.toReversed()].flatMap(([firsts, seconds]) =>
              firsts!
                .flatMap((one) => seconds!.map((two) => [one, two]))
                .filter(joins)
                .map((pair) => pair.flat()),
            )
          : []
    return chains.flatMap((chain) => {
      const arriving = this.#segments.filter(
        ({ way, to }) => waysIn('from').includes(way) && to === chain[0]!.from,
      )
      const leaving = this.#leaving.get(chain.at(-1)!.to) ?? []
      const named = leaving.filter(({ way }) => waysIn('to').includes(way))
      const closed = kind.startsWith('no_')
        ? named.filter(({ way }) => way !== chain.at(-1)!.way)
        : leaving.filter((segment) => named.length > 0 && !named.includes(segment))
      return arriving.flatMap((first) => closed.map((last) => [first, ...chain, last]))
    })
  }

  #segmentsOf(way: NonNullable<Extract['ways']>[number], index: number, from: number, to: number): Segment[] {
    if (from === to) return []
    const node = (id: number) => this.#extract.nodes.find((candidate) => candidate.id === id)!
    const [a, b] = [node(from), node(to)]
    const metres = greatCircleM(a.lon, a.lat, b.lon, b.lat)
    const seconds = metres / (Number(way.tags?.['maxspeed'] ?? 28) / 3.6)
    const shared = { way: way.id, index, metres }
    const along = { ...shared, seconds: seconds * this.#delayOf(way.id, index, true), from, to, along: true }
    const against = {
      ...shared,
      seconds: seconds * this.#delayOf(way.id, index, false),
      from: to,
      to: from,
      along: false,
    }
    const oneway = way.tags?.['oneway']
    return oneway === 'yes' ? [along] : oneway === '-1' ? [against] : [along, against]
  }

  /** Share of a directed segment that is left to drive from a spot inside it. */
  #left(segment: Segment, { way, index, fraction, kerbside }: Spot): number | undefined {
    if (segment.way !== way || segment.index !== index) return undefined
    const passesOn = segment.along ? kerbside : kerbside === 'left' ? 'right' : 'left'
    if (kerbside && this.#isTwoWay(way) && passesOn !== this.#keeps) return undefined
    return segment.along ? 1 - fraction : fraction
  }

  #isTwoWay(way: number): boolean {
    const ofWay = this.#segments.filter((segment) => segment.way === way)
    return ofWay.some(({ along }) => along) && ofWay.some(({ along }) => !along)
  }

  #nodeAt({ way, index, fraction }: Spot): number | undefined {
    const refs = this.#extract.ways!.find(({ id }) => id === way)!.refs
    return fraction === 0 ? refs[index] : fraction === 1 ? refs[index + 1] : undefined
  }

  #mayFollow(driven: readonly Segment[], after: Segment): boolean {
    if (!this.#turns) return true
    const before = driven.at(-1)!
    const node = before.to
    if (this.#extract.nodes.find(({ id }) => id === node)!.tags?.['barrier'] === 'bollard') return false
    const leaving = this.#leaving.get(node)!
    if (after.to === before.from && leaving.length > 1) return false
    const endsWith = (path: readonly Segment[]): boolean =>
      path.length <= driven.length + 1 &&
      path.every((segment, at) => segment === [...driven, after].at(at - path.length))
    if (this.#forbidden.some(endsWith)) return false
    return (this.#extract.relations ?? []).every(({ tags, members }) => {
      const kind = tags?.['restriction'] ?? ''
      const role = (name: string): number[] =>
        members.filter((member) => member.role === name).map(({ ref }) => ref)
      if (members.some(({ role: name, type }) => name === 'via' && type === 'way')) return true
      if (role('via')[0] !== node || !role('from').includes(before.way)) return true
      const isNamed = role('to').includes(after.way)
      if (kind.startsWith('no_')) return !isNamed || after.way === before.way
      return isNamed || !leaving.some((segment) => role('to').includes(segment.way))
    })
  }
}

function part({ seconds, metres }: Segment, share: number): Trip {
  return { seconds: share === 0 ? 0 : seconds * share, metres: metres * share }
}
