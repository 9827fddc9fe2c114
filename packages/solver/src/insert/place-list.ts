/**
 * The best places of those offered, at most so many, best first: by their badness, then by their price, then in
 * the order in which they were offered.
 */
export class PlaceList {
  count = 0
  readonly badness: Float64Array
  readonly price: Float64Array
  readonly route: Int32Array
  /** Where the task, and the second end of a shipment, are put into the sequence without it; -1 for none. */
  readonly first: Int32Array
  readonly second: Int32Array
  private readonly most: number

  constructor(most: number) {
    this.most = most
    this.badness = new Float64Array(most + 1)
    this.price = new Float64Array(most + 1)
    this.route = new Int32Array(most + 1)
    this.first = new Int32Array(most + 1)
    this.second = new Int32Array(most + 1)
  }

  /** Whether a place with these figures would be kept. */
  admits(badness: number, price: number): boolean {
    if (this.count < this.most) return true
    const worst = this.badness[this.count - 1] ?? 0
    return badness < worst || (badness === worst && price < (this.price[this.count - 1] ?? 0))
  }

  offer(badness: number, price: number, route: number, first: number, second: number): void {
    if (!this.admits(badness, price)) return
    let at = this.count
    for (; at > 0; at--) {
      const ahead = this.badness[at - 1] ?? 0
      if (ahead < badness || (ahead === badness && (this.price[at - 1] ?? 0) <= price)) break
      this.badness[at] = ahead
      this.price[at] = this.price[at - 1] ?? 0
      this.route[at] = this.route[at - 1] ?? 0
      this.first[at] = this.first[at - 1] ?? 0
      this.second[at] = this.second[at - 1] ?? 0
    }
    this.badness[at] = badness
    this.price[at] = price
    this.route[at] = route
    this.first[at] = first
    this.second[at] = second
    this.count = Math.min(this.count + 1, this.most)
  }
}
