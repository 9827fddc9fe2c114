import type { Prepared } from '../prepare.ts'
import type { Pricing } from './pricing.ts'

/**
 * Price units of serving a task on a shift type: type * taskCount + task; empty when nothing of it costs. With the
 * types that served them in a plan for reference (-1 for none), other types cost what a change does.
 */
export function taskCosts(prepared: Prepared, pricing: Pricing, reference?: Int32Array): Float64Array {
  const { types, taskCount, problem, taskById } = prepared
  const isPriced = types.some(
    ({ shift }) =>
      shift.taskCosts !== undefined ||
      (shift.preferredZones !== undefined && (shift.costs.outsideZone ?? 0) !== 0),
  )
  const hasChanges = reference !== undefined && pricing.changeUnits > 0
  if (!hasChanges && (!isPriced || pricing.moneyUnits === 0)) return new Float64Array(0)
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
  if (hasChanges) {
    reference.forEach((own, task) => {
      for (let type = 0; own >= 0 && type < types.length; type++) {
        const at = type * taskCount + task
        if (type !== own) costs[at] = (costs[at] ?? 0) + pricing.changeUnits
      }
    })
  }
  return costs
}
