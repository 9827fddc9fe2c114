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

/** How many times longer a segment takes, as its way is drawn or against it; `Infinity` where it is closed. */
export type SegmentDelay = (way: number, index: number, along: boolean) => number

/**
 * Driving by the words of the reference profile's models, as slowly and plainly as can be: Bellman-Ford over directed segments. Ways
 * are `highway=residential` with an optional `oneway=yes|-1` and `maxspeed`.
 */
export class ReferenceDrive {
  readonly #extract: Extract
  readonly #turns: boolean
  /** The side on which traffic keeps. */
  readonly #keeps: 'left' | 'right'
  readonly #segments: readonly Segment[]

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
  }

  /** The quickest trip between two spots, or undefined. A spot at a node is at every segment that meets there. */
  between(from: Spot, to: Spot): Trip | undefined {
    const [start, end] = [this.#nodeAt(from), this.#nodeAt(to)]
    if (start !== undefined && start === end) return { seconds: 0, metres: 0 }
    // Best time at the end of each directed segment.
    const best: (Trip | undefined)[] = this.#segments.map((segment) => {
      const share = start === undefined ? this.#left(segment, from) : segment.from === start ? 1 : undefined
      return share === undefined ? undefined : part(segment, share)
    })
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
    for (let isBetter = true; isBetter;) {
      isBetter = false
      this.#segments.forEach((before, at) => {
        const reached = best[at]
        if (!reached) return
        this.#segments.forEach((after, next) => {
          if (!this.#mayFollow(before, after)) return
          const seconds = reached.seconds + after.seconds
          if (seconds >= (best[next]?.seconds ?? Infinity)) return
          best[next] = { seconds, metres: reached.metres + after.metres }
          isBetter = true
        })
        if (end !== undefined) return
        this.#segments.forEach((after) => {
          const done = this.#left(after, to)
          if (done === undefined || !this.#mayFollow(before, after)) return
          const last = part(after, 1 - done)
          offer({ seconds: reached.seconds + last.seconds, metres: reached.metres + last.metres })
        })
      })
    }
    if (end !== undefined) {
      this.#segments.forEach((segment, at) => {
        const reached = best[at]
        if (reached && segment.to === end) offer(reached)
      })
    }
    return quickest && quickest.seconds < Infinity ? quickest : undefined
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

  #mayFollow(before: Segment, after: Segment): boolean {
    if (before.to !== after.from) return false
    if (!this.#turns) return true
    const node = before.to
    if (this.#extract.nodes.find(({ id }) => id === node)!.tags?.['barrier'] === 'bollard') return false
    const leaving = this.#segments.filter(({ from }) => from === node)
    if (after.to === before.from && leaving.length > 1) return false
    return (this.#extract.relations ?? []).every(({ tags, members }) => {
      const kind = tags?.['restriction'] ?? ''
      const role = (name: string): number[] =>
        members.filter((member) => member.role === name).map(({ ref }) => ref)
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
