/** So many addresses are remembered; the one unheard of for longest is forgotten, and with it at most one burst. */
const maxAddresses = 10_000
/** A burst may take as much as so many seconds allow. */
const burstS = 10

/**
 * How much each address may ask: the generic cell rate algorithm (ITU-T I.371), one instant an address, the theoretical arrival time.
 * A request goes through while its address is not ahead of its time by a burst; what it costs is charged when that is known,
 * and then has to be waited off.
 */
export class AddressLimiter {
  readonly #perS: number
  readonly #now: () => number
  readonly #arrivals = new Map<string, number>()

  /** @param now milliseconds of a clock that only goes forward */
  constructor(perS: number, now: () => number = () => performance.now()) {
    this.#perS = perS
    this.#now = now
  }

  /** Whole seconds until the address may ask again; 0 when it may now. */
  waitS(address: string): number {
    const aheadMs = (this.#arrivals.get(address) ?? 0) - this.#now() - burstS * 1000
    return aheadMs < 0 ? 0 : Math.floor(aheadMs / 1000) + 1
  }

  charge(address: string, cost: number): void {
    if (this.#perS === 0) return
    const arrival = Math.max(this.#now(), this.#arrivals.get(address) ?? 0)
    this.#arrivals.delete(address)
    this.#arrivals.set(address, arrival + (cost * 1000) / this.#perS)
    const [oldest] = this.#arrivals.keys()
    if (this.#arrivals.size > maxAddresses && oldest !== undefined) this.#arrivals.delete(oldest)
  }
}
