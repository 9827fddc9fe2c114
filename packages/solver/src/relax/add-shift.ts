import type { OpenPlan } from '../insert/open-plan.ts'
import { visitsOf } from '../insert/visits-of.ts'
import { PartPlan } from './part-plan.ts'
import type { Relaxation } from './relaxation.ts'

/** One more shift of each type of which none is free, serving the task alone. */
export function addShift(
  plan: OpenPlan,
  tied: ReadonlyMap<string, ReadonlySet<string>>,
  task: string,
): Relaxation[] {
  const { prepared } = plan
  const free = new Set(plan.routes.filter(({ jobs }) => jobs.length === 0).map(({ type }) => type))
  const jobs = visitsOf(prepared, task)
  return prepared.types.flatMap((type, index) => {
    if (free.has(index)) return []
    const id = freeId(prepared.shiftById, type.shift.id)
    const part = new PartPlan(plan, tied, [type.shift.id], [task])
    const patch = { kind: 'addShift', like: type.shift.id, id } as const
    const routes = [{ shift: id, jobs }]
    const after = part.evaluate([patch], routes)
    if (after === undefined || part.newlyBroken(after).length > 0) return []
    return [
      {
        patches: [patch],
        size: 0,
        ...part.price(after),
        shift: id,
        positions: jobs.map((_, position) => position),
        routes,
      },
    ]
  })
}

function freeId(taken: ReadonlyMap<string, number>, like: string): string {
  for (let number = 2; ; number++) {
    const id = `${like}-${number}`
    if (!taken.has(id)) return id
  }
}
