import { CartageError } from '@cartage/domain'

export interface BoundedQueue {
  /** Runs the work when its turn comes. Throws LIMIT_REACHED at once when too much is waiting already. */
  <Result>(work: () => Promise<Result>): Promise<Result>
}

/** Lets `inFlight` pieces of work run at a time and `waiting` more wait, in order. */
export function boundedQueue(inFlight: number, waiting: number): BoundedQueue {
  const line: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= inFlight) {
      if (line.length >= waiting) {
        throw new CartageError('LIMIT_REACHED', 'Too many people sign in right now. Try again in a moment.', {
          reason: 'BUSY',
          retryAfterS: 2,
        })
      }
      await new Promise<void>((resolve) => line.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      // Whoever is next takes over our place, so that nobody new can slip in between.
      const next = line.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
