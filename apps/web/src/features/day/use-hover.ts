import { useSyncExternalStore, type PointerEvent } from 'react'
import { useDay } from './day-context.ts'
import type { Hover, HoverStore } from './hover-store.ts'

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

/** Handlers that say what the mouse is on; a finger presses and does not hover. */
export function hoverHandlers(
  hover: HoverStore,
  what: Partial<Hover>,
): {
  readonly onPointerEnter: (event: PointerEvent) => void
  readonly onPointerLeave: () => void
} {
  return {
    onPointerEnter: (event) => {
      if (event.pointerType === 'mouse') hover.set(what)
    },
    onPointerLeave: () => hover.set(null),
  }
}
