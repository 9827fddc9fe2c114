/** Lets timers and messages in between two long steps, then throws when one of them has cancelled. */
export async function giveWay(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal?.throwIfAborted()
}
