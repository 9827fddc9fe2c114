import { CartageError } from '@cartage/domain'

export interface RateLimitOptions {
  readonly requestsPerSecond: number
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<unknown>
}

export type RateLimit = <T>(run: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** More than this waiting is more than anybody waits for. */
const mostWaiting = 100

/** Runs one thing at a time, their starts at least a turn apart. One that is aborted while it waits gives its place away. */
export function rateLimit({ requestsPerSecond, wait }: RateLimitOptions): RateLimit {
  const turnMs = 1000 / requestsPerSecond
  let last: Promise<unknown> = Promise.resolve()
  let nextAt = 0
  let waiting = 0

  return async (run, signal) => {
    if (waiting >= mostWaiting) {
      throw new CartageError('UNAVAILABLE', 'Too many questions wait for the address service.', {
        reason: 'GEOCODER_QUEUE',
        retryAfterS: Math.ceil((mostWaiting * turnMs) / 1000),
      })
    }
    waiting++
    const before = last
    const { promise, resolve } = Promise.withResolvers<undefined>()
    last = promise
    try {
      await before
      signal?.throwIfAborted()
      const pauseMs = nextAt - performance.now()
      if (pauseMs > 0) await wait(pauseMs, signal)
      nextAt = performance.now() + turnMs
      return await run()
    } finally {
      waiting--
      resolve(undefined)
    }
  }
}
