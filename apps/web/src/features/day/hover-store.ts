/** What the pointer or the list cursor is on, in any of the views. */
export interface Hover {
  readonly orderId: string | null
  readonly routeId: string | null
}

const nothing: Hover = { orderId: null, routeId: null }

/**
 * Holds what is hovered outside React's state: the pointer crosses dozens of things a second, and only what it leaves
 * and enters should draw again.
 */
export class HoverStore {
  #hover = nothing
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly get = (): Hover => this.#hover

  /** Says what is hovered now; null leaves everything. */
  readonly set = (hover: Partial<Hover> | null): void => {
    const orderId = hover?.orderId ?? null
    const routeId = hover?.routeId ?? null
    if (orderId === this.#hover.orderId && routeId === this.#hover.routeId) return
    this.#hover = orderId === null && routeId === null ? nothing : { orderId, routeId }
    for (const listener of this.#listeners) listener()
  }
}
