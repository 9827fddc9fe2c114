import type { VisitRules } from './problem.ts'

/** Seconds of setup, where it is needed, and of service at a visit for a vehicle of a type. */
export function workSeconds(
  visit: VisitRules,
  vehicleType: string | undefined,
): { readonly setupS: number; readonly serviceS: number } {
  return {
    setupS: ofType(visit.setupByVehicleS, vehicleType) ?? visit.setupS ?? 0,
    serviceS: ofType(visit.serviceByVehicleS, vehicleType) ?? visit.serviceS,
  }
}

/** The figure of a type, which may have any name: `constructor` too. */
export function ofType(
  byType: Readonly<Record<string, number>> | undefined,
  type: string | undefined,
): number | undefined {
  return byType !== undefined && type !== undefined && Object.hasOwn(byType, type) ? byType[type] : undefined
}
