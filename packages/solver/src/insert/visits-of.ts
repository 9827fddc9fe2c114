import type { Prepared } from '../model/prepare.ts'

/** The id of a task as often as a route visits it. */
export function visitsOf({ taskById, taskNode, nodePair }: Prepared, id: string): string[] {
  const node = taskNode[taskById.get(id) ?? 0] ?? 0
  return (nodePair[node] ?? -1) >= 0 ? [id, id] : [id]
}
