import { useState } from 'react'

/** Taken once when the page loads, so that reloading a page that already cleaned its address does not lose it. */
function takeToken(): string | null {
  const token = decodeURIComponent(window.location.hash.slice(1))
  if (token === '') return null
  // The token must not stay in the address bar, the history or a screenshot.
  window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}

let taken: string | null = null

/** The one-time token behind the `#` of a link; it is never sent to the server as part of an address. */
export function useFragmentToken(): string | null {
  const [token] = useState(() => {
    taken = takeToken() ?? taken
    return taken
  })
  return token
}
