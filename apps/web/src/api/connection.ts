import { useSyncExternalStore } from 'react'

/** How the stream of changes is doing. `since` is when it last was live, as an ISO instant. */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'lost'
  readonly since: string | null
}

let connection: Connection = { state: 'connecting', since: null }
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const snapshot = (): Connection => connection

/** Notes that the stream came up or broke; being lost keeps the time when it was last live. */
export function setConnection(state: Connection['state']): void {
  const since = state === 'live' || connection.state === 'live' ? new Date().toISOString() : connection.since
  if (connection.state === state) return
  connection = { state, since }
  for (const listener of listeners) listener()
}

/** Whether what is on the screen follows changes as they happen. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, snapshot)
}
