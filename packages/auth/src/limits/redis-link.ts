import type { createClient } from '@redis/client'

export interface RedisOptions {
  /** `redis://` or `rediss://user:password@host:port/number`; with the latter, its certificate is verified. */
  readonly url: string
  /** Authorities to trust in place of the system's, in PEM. */
  readonly ca?: string | undefined
  /** Told once when Redis goes, or is not there at first. */
  readonly onAway: (error: Error) => void
  readonly onBack: () => void
  /** How long until it is tried again. */
  readonly retryMs?: number | undefined
}

export type RedisClient = ReturnType<typeof newClient>

/** A connection that comes again by itself. */
export interface RedisLink extends Disposable {
  readonly isAway: boolean
  /** The answer; undefined where Redis is away, slow or refuses. While it is known to be away nobody waits for it. */
  ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T | undefined>
}

const CONNECT_MS = 2_000
/** Slower than this, and the database answers sooner. */
const ANSWER_MS = 250
const RETRY_MS = 1_000

/**
 * Connects to Redis. What fails once is not asked again: a new connection is tried each second, and counts as there when `probe` works
 * on it, so that a Redis that is full, read-only or hung is away like one that is gone. Resolves after the first try.
 *
 * The client's own reconnecting is off: it would go on with a connection whose other end vanished without a word.
 */
export async function openRedisLink(
  options: RedisOptions,
  probe: (client: RedisClient) => Promise<unknown>,
): Promise<RedisLink> {
  // Hundreds of files, and most installations have no Redis.
  const redis = await import('@redis/client')
  let latest: RedisClient | undefined
  let here: RedisClient | undefined
  let isAway = false
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const client = newClient(redis.createClient, options)
    latest = client
    client.on('error', (error: Error) => leave(client, error))
    try {
      await within(CONNECT_MS, client.connect())
      await within(ANSWER_MS, probe(client))
    } catch (error) {
      leave(client, error)
      return
    }
    if (latest !== client) return
    here = client
    if (isAway) options.onBack()
    isAway = false
  }

  function leave(client: RedisClient, error: unknown): void {
    if (latest !== client) return
    latest = here = undefined
    client.destroy()
    if (!isAway) options.onAway(error instanceof Error ? error : new Error(String(error)))
    isAway = true
    if (!isClosed) retry = setTimeout(() => void connect(), options.retryMs ?? RETRY_MS).unref()
  }

  await connect()
  return {
    get isAway() {
      return isAway
    },
    async ask(question) {
      const client = here
      if (client === undefined) return undefined
      try {
        return await within(ANSWER_MS, question(client))
      } catch (error) {
        leave(client, error)
        return undefined
      }
    },
    [Symbol.dispose]() {
      isClosed = true
      clearTimeout(retry)
      const client = latest
      latest = here = undefined
      client?.destroy()
    },
  }
}

function newClient(create: typeof createClient, { url, ca }: RedisOptions) {
  const tls = url.startsWith('rediss:') ? { tls: true as const, ca, rejectUnauthorized: true } : {}
  return create({
    url,
    name: 'cartage',
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { ...tls, connectTimeout: CONNECT_MS, reconnectStrategy: false },
  })
}

function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // What arrived while this process was busy is read first: that was not Redis' fault.
      setImmediate(() => reject(new Error(`Redis did not answer within ${ms} ms.`)))
    }, ms)
    void answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
