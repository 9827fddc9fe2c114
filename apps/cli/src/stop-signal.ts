import { constants } from 'node:os'

/** A wrapper such as npx passes on the Ctrl-C that the terminal has sent to every process: this soon it is the same. */
const SAME_MS = 500
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface StopSignal extends Disposable {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal
}

/**
 * Makes Ctrl-C a wish to stop with what there is, until it is disposed of: the first signal aborts, a second one
 * ends the process at once.
 */
export function stopSignal(): StopSignal {
  const abort = new AbortController()
  let stoppedAt = 0
  const stop = (name: (typeof SIGNALS)[number]) => {
    if (!abort.signal.aborted) {
      stoppedAt = performance.now()
      abort.abort()
    } else if (performance.now() - stoppedAt > SAME_MS) process.exit(128 + constants.signals[name])
  }
  for (const name of SIGNALS) process.on(name, stop)
  return {
    signal: abort.signal,
    [Symbol.dispose]: () => SIGNALS.forEach((name) => process.off(name, stop)),
  }
}
