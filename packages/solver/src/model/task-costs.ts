import type { Prepared } from './prepare.ts'
import type { Pricing } from './pricing.ts'

/** Price units of serving a task on a shift type: type * taskCount + task; empty when nothing of it costs. */
export function taskCosts(prepared: Prepared, pricing: Pricing): Float64Array {
  const { types, taskCount, problem, taskById } = prepared
  const isPriced = types.some(
    ({ shift }) =>
      shift.taskCosts !== undefined ||
      (shift.preferredZones !== undefined && (shift.costs.outsideZone ?? 0) !== 0),
  )
  if (!isPriced || pricing.moneyUnits === 0) return new Float64Array(0)
  const tasks = [...problem.jobs, ...(problem.shipments ?? [])]
  const costs = new Float64Array(types.length * taskCount)
  types.forEach(({ shift }, type) => {
    const { preferredZones, taskCosts: byTask = {} } = shift
    const outside = Math.round((shift.costs.outsideZone ?? 0) * pricing.moneyUnits)
    tasks.forEach(({ zone }, task) => {
      const isOutside = preferredZones !== undefined && (zone === undefined || !preferredZones.includes(zone))
      if (isOutside) costs[type * taskCount + task] = outside
    })
    for (const [id, money] of Object.entries(byTask)) {
      const task = taskById.get(id)
      if (task === undefined) continue
      const at = type * taskCount + task
      costs[at] = (costs[at] ?? 0) + Math.round(money * pricing.moneyUnits)
    }
  })
  return costs
}
