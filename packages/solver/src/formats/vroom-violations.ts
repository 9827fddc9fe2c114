import type { VroomCause, VroomViolation } from './vroom-route.ts'

const CAUSES: readonly VroomCause[] = [
  'lead_time',
  'delay',
  'load',
  'max_tasks',
  'skills',
  'precedence',
  'missing_break',
  'max_travel_time',
  'max_load',
  'max_distance',
]

/** The violations of several steps or routes as one list: each cause once, lead times and delays added up. */
export function violationsOf(violations: readonly VroomViolation[]): VroomViolation[] {
  return CAUSES.flatMap((cause): VroomViolation[] => {
    const found = violations.filter((violation) => violation.cause === cause)
    if (found.length === 0) return []
    if (found[0]?.duration === undefined) return [{ cause }]
    return [{ cause, duration: found.reduce((sum, { duration = 0 }) => sum + duration, 0) }]
  })
}
