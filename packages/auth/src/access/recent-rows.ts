/** How long a row is believed that nobody said had changed. A session that is over must be refused within a second. */
const KEPT_MS = 400
const MOST_KEPT = 10_000

/**
 * Rows that say who may come in, as they were read a moment ago, so that a burst of calls asks the database once. All are forgotten
 * whenever something may have changed; where nobody hears of that, {@link KEPT_MS} is the most that a row outlives its change.
 */
export class RecentRows<Row> {
  readonly #kept = new Map<string, { readonly askedAt: number; readonly row: Promise<Row | undefined> }>()

  /** The row under a key: the one kept, or else what `ask` answers. Nothing is kept of a row that is not there. */
  read(key: string, ask: () => Promise<Row | undefined>): Promise<Row | undefined> {
    const askedAt = performance.now()
    const kept = this.#kept.get(key)
    if (kept !== undefined && askedAt - kept.askedAt < KEPT_MS) return kept.row
    if (this.#kept.size >= MOST_KEPT) this.forget()
    const fresh = { askedAt, row: ask() }
    this.#kept.set(key, fresh)
    const drop = (): void => {
      if (this.#kept.get(key) === fresh) this.#kept.delete(key)
    }
    fresh.row.then((row) => row === undefined && drop(), drop)
    return fresh.row
  }

  forget(): void {
    this.#kept.clear()
  }
}
