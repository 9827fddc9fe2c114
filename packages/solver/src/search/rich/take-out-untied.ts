import { dissolveRoute } from '../dissolve-route.ts'
import type { Plan } from '../plan.ts'

/** Takes out of a plan what breaks relations: tasks on routes they must not share or leave, then tasks of times. */
export function takeOutUntied(plan: Plan): void {
  const { figures, whole, space } = plan
  if (figures === undefined || whole === undefined) return
  const { taskCount, taskNode } = space.prepared
  for (let task = 0; task < taskCount; task++) {
    const route = plan.routeOf[taskNode[task] ?? 0] ?? -1
    if (route >= 0 && !figures.ties.mayJoin(task, route, plan.routeOf)) takeOut(plan, task, route)
  }
  plan.settle()
  for (let task = 0; task < taskCount && whole.times?.isBroken === true; task++) {
    const route = plan.routeOf[taskNode[task] ?? 0] ?? -1
    if (route < 0 || !whole.times.isAbout(task)) continue
    takeOut(plan, task, route)
    plan.settle()
  }
}

function takeOut(plan: Plan, task: number, route: number): void {
  plan.removeTask(task)
  plan.refresh(route)
  if (!plan.isFeasible(route)) dissolveRoute(plan, route)
}
