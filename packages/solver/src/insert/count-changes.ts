import type { RouteSequence } from '../model/options.ts'

/** How many tasks of the reference are served by another shift, or by none. */
export function countChanges(reference: readonly RouteSequence[], routes: readonly RouteSequence[]): number {
  const shiftOf = new Map(routes.flatMap(({ shift, jobs }) => jobs.map((id) => [id, shift] as const)))
  const changed = reference.flatMap(({ shift, jobs }) =>
    jobs.filter((id) => !id.startsWith('@') && shiftOf.get(id) !== shift),
  )
  return new Set(changed).size
}
