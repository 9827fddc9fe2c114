import type { Plan } from './plan.ts'

/** Takes all tasks out of a route, but for those that are bound to its beginning. */
export function dissolveRoute(plan: Plan, route: number): void {
  const { space } = plan
  const { nodeTask, taskNode } = space.prepared
  const kept: number[] = []
  for (let node = plan.next[plan.startOf(route)] ?? 0; node < space.nodeCount; node = plan.next[node] ?? 0) {
    const task = nodeTask[node] ?? 0
    if (space.bound[task] === 1) kept.push(node)
    else if (taskNode[task] === node) plan.addAbsent(task)
  }
  plan.clearRoute(route)
  if (kept.length > 0) plan.fillRoute(route, Int32Array.from(kept), kept.length)
}
