/**
 * Lets other work of the thread run between two slices of a search: messages, timers, an abort. Both ways come
 * back at once, where a timer would wait a millisecond or more. Node has `setImmediate`; there a port that
 * writes to itself would keep messages on other ports waiting. Browsers have only the port.
 */
export class Breather {
  private readonly channel = typeof setImmediate === 'function' ? undefined : new MessageChannel()

  async pause(): Promise<void> {
    const { channel } = this
    await new Promise<void>((resolve) => {
      if (channel === undefined) {
        setImmediate(resolve)
        return
      }
      channel.port1.addEventListener('message', () => resolve(), { once: true })
      channel.port1.start()
      channel.port2.postMessage(0)
    })
  }

  [Symbol.dispose](): void {
    this.channel?.port1.close()
  }
}
