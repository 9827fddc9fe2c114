import { useSyncExternalStore } from 'react'
import { useDay } from './day-context.ts'

/** Whether an order is hovered anywhere; draws again only when the answer changes. */
export function useIsOrderHovered(orderId: string): boolean {
  const { hover } = useDay()
  return useSyncExternalStore(hover.subscribe, () => hover.get().orderId === orderId)
}

/** Whether a route, or a stop on it, is hovered anywhere. */
export function useIsRouteHovered(routeId: string): boolean {
  const { hover } = useDay()
  return useSyncExternalStore(hover.subscribe, () => hover.get().routeId === routeId)
}
