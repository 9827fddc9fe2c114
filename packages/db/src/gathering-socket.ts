import { Socket } from 'node:net'

/**
 * A socket that sends what is written in one turn of the event loop in one piece. A system call costs more than all else about a small
 * query, and a transaction opens with two queries.
 */
export class GatheringSocket extends Socket {
  #isGathering = false

  override connect(...args: readonly unknown[]): this
  override connect(...args: Parameters<Socket['connect']>): this {
    super.connect(...args)
    // Node puts its own `write` on every socket that connects.
    Reflect.deleteProperty(this, 'write')
    return this
  }

  override write(chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean
  override write(...args: Parameters<Socket['write']>): boolean {
    if (!this.#isGathering) {
      this.#isGathering = true
      this.cork()
      // Runs once all promises that are settled by now have been followed.
      process.nextTick(() => {
        this.#isGathering = false
        this.uncork()
      })
    }
    return super.write(...args)
  }
}
