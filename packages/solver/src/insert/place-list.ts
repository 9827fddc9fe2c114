/** A place in the sequence of a shift without the task. */
export interface Spot {
  readonly shiftIndex: number
  /** Ahead of which position the task, and the second end of a shipment, are put; -1 for none. */
  readonly first: number
  readonly second: number
  /** Reload nodes put in ahead of the task and behind it, -1 for none. */
  readonly ahead: number
  readonly behind: number
}

interface Ranked {
  readonly badness: number
  readonly price: number
  readonly spot: Spot
}

/**
 * The best places of those offered, at most so many, best first: by their badness, then by their price, then in
 * the order in which they were offered.
 */
export class PlaceList {
  private readonly most: number
  private readonly ranked: Ranked[] = []

  constructor(most: number) {
    this.most = most
  }

  /** Whether a place with these figures would be kept. */
  admits(badness: number, price: number): boolean {
    const worst = this.ranked.at(-1)
    if (worst === undefined || this.ranked.length < this.most) return true
    return badness < worst.badness || (badness === worst.badness && price < worst.price)
  }

  /** The price from which on a place without badness is not kept. */
  limit(): number {
    const worst = this.ranked.at(-1)
    if (worst === undefined || this.ranked.length < this.most || worst.badness > 0) return Infinity
    return worst.price
  }

  offer(badness: number, price: number, spot: Spot): void {
    if (!this.admits(badness, price)) return
    const isBehind = (other: Ranked) =>
      other.badness > badness || (other.badness === badness && other.price > price)
    const at = this.ranked.findIndex(isBehind)
    this.ranked.splice(at < 0 ? this.ranked.length : at, 0, { badness, price, spot })
    if (this.ranked.length > this.most) this.ranked.pop()
  }

  spots(): Spot[] {
    return this.ranked.map(({ spot }) => spot)
  }
}
