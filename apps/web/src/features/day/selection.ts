import type { Plan } from '@cartage/domain'
import type { DaySearch } from './day-search.ts'

/** What is chosen on the page; a stop is chosen as its order. */
export interface Selection {
  readonly orderId: string | null
  readonly routeId: string | null
}

/** What is chosen according to the address. A route of an earlier plan is not: nothing on the page is it. */
export function selectionOf(search: DaySearch, plan: Pick<Plan, 'routes'> | null): Selection {
  const route = plan?.routes.find(({ id }) => id === search.route)
  return { orderId: search.order ?? null, routeId: route?.id ?? null }
}

/** The route that visits an order, and null when none does. */
export function routeIdOf(plan: Pick<Plan, 'routes'> | null, orderId: string | null): string | null {
  if (plan === null || orderId === null) return null
  return plan.routes.find((route) => route.stops.some((stop) => stop.orderId === orderId))?.id ?? null
}

/**
 * Choosing an order keeps an open route only when it is the one that visits the order, so that the page never shows
 * one route's stops beside another route's order.
 */
export function chooseOrder(plan: Pick<Plan, 'routes'> | null, now: Selection, orderId: string): Selection {
  const routeId = routeIdOf(plan, orderId)
  return { orderId, routeId: now.routeId !== null && now.routeId === routeId ? routeId : null }
}

/** Choosing a route keeps the chosen order only when the route visits it. */
export function chooseRoute(plan: Pick<Plan, 'routes'> | null, now: Selection, routeId: string): Selection {
  return { routeId, orderId: routeIdOf(plan, now.orderId) === routeId ? now.orderId : null }
}

/** One step back: first the order is let go, then the route. */
export function stepBack(now: Selection): Selection {
  return now.orderId === null ? { orderId: null, routeId: null } : { ...now, orderId: null }
}
