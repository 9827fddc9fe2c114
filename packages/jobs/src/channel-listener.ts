import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export interface ChannelListener extends AsyncDisposable {
  /**
   * Calls back with the payload of each notification on the channel, and with undefined after the connection was
   * lost and made again: notifications may have been missed meanwhile. Answers a function that ends it.
   */
  on(channel: string, callback: (payload: string | undefined) => void): () => void
}

const RETRY_MS = 500
const PROBE_MS = 10_000

/** One connection that listens for the whole process and is made again whenever it breaks. */
export async function openChannelListener(
  url: string,
  channels: readonly string[],
  onError: (error: Error) => void,
): Promise<ChannelListener> {
  const callbacks = new Map<string, Set<(payload: string | undefined) => void>>()
  const closing = new AbortController()
  let client = await connect()

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'cartage-listen',
      keepAlive: true,
      connectionTimeoutMillis: 2_000,
    })
    next.on('error', onError)
    next.on('notification', ({ channel, payload }) => {
      for (const callback of callbacks.get(channel) ?? []) callback(payload ?? '')
    })
    try {
      await next.connect()
      for (const channel of channels) await next.query(`listen ${next.escapeIdentifier(channel)}`)
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    // Only now: a connection that was never made ends as well, and its maker tries again by itself.
    next.once('end', () => void reconnect())
    return next
  }

  async function reconnect(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await sleep(RETRY_MS, undefined, { signal: closing.signal })
        client = await connect()
        for (const group of callbacks.values()) for (const callback of group) callback(undefined)
        return
      } catch (error) {
        if (!closing.signal.aborted && error instanceof Error) onError(error)
      }
    }
  }

  // A connection can die without a word; a query that fails ends it, and `end` makes the next one.
  const probe = setInterval(() => {
    client.query('select 1').catch(() => client.end().catch(() => undefined))
  }, PROBE_MS)

  return {
    on(channel, callback) {
      const group = callbacks.get(channel) ?? new Set()
      callbacks.set(channel, group.add(callback))
      return () => void group.delete(callback)
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      clearInterval(probe)
      await client.end().catch(onError)
    },
  }
}
