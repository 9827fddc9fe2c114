import type { ChangeEvent } from '@cartage/domain'
import { useEffect } from 'react'
import { stalePartsOf, type StalePart } from './change-invalidation.ts'
import { setConnection } from './connection.ts'
import { isSignedOut } from './human-error.ts'
import { queryClient } from './query-client.ts'
import { api, trpc } from './trpc.ts'

/** Changes that come close together refresh the cache once. */
const GATHER_MS = 200
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000] as const

const refresh: Readonly<Record<StalePart, () => Promise<void>>> = {
  orders: () => queryClient.invalidateQueries(trpc.orders.pathFilter()),
  imports: () => queryClient.invalidateQueries(trpc.imports.get.pathFilter()),
  'plans.current': () => queryClient.invalidateQueries(trpc.plans.current.pathFilter()),
  plans: () => queryClient.invalidateQueries(trpc.plans.pathFilter()),
  regions: () => queryClient.invalidateQueries(trpc.regions.pathFilter()),
  closures: () => queryClient.invalidateQueries(trpc.closures.pathFilter()),
  roads: () => queryClient.invalidateQueries(trpc.roads.pathFilter()),
  traffic: () => queryClient.invalidateQueries(trpc.traffic.pathFilter()),
  depots: () => queryClient.invalidateQueries(trpc.depots.pathFilter()),
  vehicles: () => queryClient.invalidateQueries(trpc.vehicles.pathFilter()),
  drivers: () => queryClient.invalidateQueries(trpc.drivers.pathFilter()),
  shifts: () => queryClient.invalidateQueries(trpc.shifts.pathFilter()),
}

/**
 * Follows the server's stream of changes while mounted and refreshes what they make old. A broken stream is opened
 * again with growing pauses from the last event seen, and once it is back everything is refreshed.
 */
export function useChangeEvents(): void {
  useEffect(() => {
    let lastEventId: string | undefined
    let attempt = 0
    let gathered = new Set<ChangeEvent['kind']>()
    let gatherTimer: ReturnType<typeof setTimeout> | undefined
    let retryTimer: ReturnType<typeof setTimeout> | undefined
    let subscription: { unsubscribe: () => void } | undefined
    let wasLost = false

    const flush = (): void => {
      gatherTimer = undefined
      const parts = stalePartsOf(gathered)
      gathered = new Set()
      void Promise.all([...parts].map((part) => refresh[part]()))
    }
    const onLive = (): void => {
      setConnection('live')
      attempt = 0
      if (wasLost) void queryClient.invalidateQueries()
      wasLost = false
    }
    const onLost = (error: unknown): void => {
      subscription?.unsubscribe()
      setConnection('lost')
      wasLost = true
      if (isSignedOut(error)) {
        void queryClient.invalidateQueries(trpc.session.current.pathFilter())
        return
      }
      clearTimeout(retryTimer)
      retryTimer = setTimeout(open, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)])
      attempt += 1
    }
    function open(): void {
      subscription = api.events.changes.subscribe(lastEventId === undefined ? {} : { lastEventId }, {
        onStarted: onLive,
        onConnectionStateChange: ({ state, error }) => {
          if (state === 'pending') onLive()
          else if (state === 'connecting' && error !== null) {
            setConnection('lost')
            wasLost = true
          }
        },
        onData: ({ id, data }) => {
          lastEventId = id
          gathered.add(data.kind)
          gatherTimer ??= setTimeout(flush, GATHER_MS)
        },
        onError: onLost,
        onComplete: () => {
          onLost(undefined)
        },
      })
    }

    open()
    return () => {
      subscription?.unsubscribe()
      clearTimeout(gatherTimer)
      clearTimeout(retryTimer)
    }
  }, [])
}
