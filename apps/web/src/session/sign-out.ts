import { forgetDrafts } from './drafts.ts'
import { endSession } from './session.ts'

/** A server that takes longer is not waited for: somebody may be looking over the person's shoulder. */
const PATIENCE_MS = 5_000

let tabs: BroadcastChannel | undefined
const otherTabs = (): BroadcastChannel => (tabs ??= new BroadcastChannel('cartage.session'))

/**
 * Ends the session on the server and forgets, here and in the other tabs, all that the person saw, whatever the server does. Answers
 * whether it has ended there too.
 */
export async function leave(
  end: (options: { readonly signal: AbortSignal }) => Promise<unknown>,
): Promise<boolean> {
  try {
    await end({ signal: AbortSignal.timeout(PATIENCE_MS) })
    return true
  } catch {
    return false
  } finally {
    endSession()
    forgetDrafts()
    otherTabs().postMessage('left')
  }
}

/** Calls back when the person has left in another tab of this browser. */
export function onLeftElsewhere(listener: () => void): () => void {
  const tabs = otherTabs()
  tabs.addEventListener('message', listener)
  return () => tabs.removeEventListener('message', listener)
}
