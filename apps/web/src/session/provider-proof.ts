import { api } from '../api/trpc.ts'

let tabs: BroadcastChannel | undefined
const otherTabs = (): BroadcastChannel => (tabs ??= new BroadcastChannel('cartage.proof'))

/**
 * Goes to the provider that the person signed in with, to sign in there anew, in a window of its own: the page keeps what was typed in
 * it and what waits for the proof. Where no window opens, the page itself goes there and comes back.
 */
export async function goToProve(): Promise<void> {
  // A window that opens gets a copy.
  sessionStorage.removeItem(HERE)
  // Before anything is waited for: browsers open windows for a press alone.
  const opened = window.open('', '_blank', 'popup,width=520,height=720')
  const { pathname, search, hash } = window.location
  try {
    const { url } = await api.oidc.startProof.mutate({ next: `${pathname}${search}${hash}`.slice(0, MOST) })
    if (opened === null) sessionStorage.setItem(HERE, '1')
    ;(opened ?? window).location.replace(url)
  } catch (error) {
    opened?.close()
    throw error
  }
}

/** Stands in the storage of a window that went there itself. */
const HERE = 'cartage.proof'

/** Of a path that the server takes; whoever was at a longer one comes back near it. */
const MOST = 500

/**
 * Tells the windows in which the proof is waited for how it ended: null, or the reason why there is none. A window that was opened for it
 * closes.
 */
export function endProof(problem: string | null): void {
  otherTabs().postMessage(problem)
  if (sessionStorage.getItem(HERE) === null) window.close()
  sessionStorage.removeItem(HERE)
}

/** Calls back when a proof in another window has ended. */
export function onProof(listener: (problem: string | null) => void): () => void {
  const tabs = otherTabs()
  const hear = ({ data }: MessageEvent<unknown>): void => listener(typeof data === 'string' ? data : null)
  tabs.addEventListener('message', hear)
  return () => tabs.removeEventListener('message', hear)
}
