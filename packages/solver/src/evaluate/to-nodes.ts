import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { Violation } from '../model/solution.ts'

/**
 * The nodes of a sequence of ids, reloads behind the task nodes; reports what stands too often or without its
 * other end.
 * @throws ProblemError for a job or depot that the problem does not have.
 */
export function toNodes(prepared: Prepared, sequence: readonly string[], violations: Violation[]): number[] {
  const depots = prepared.problem.depots ?? []
  const nodes: number[] = []
  const seen = new Map<number, number>()
  sequence.forEach((id, index) => {
    if (id.startsWith('@') && !prepared.taskById.has(id)) {
      const depot = depots.findIndex((one) => one.id === id.slice(1))
      if (depot < 0) throw new ProblemError(`sequence[${index}]`, `there is no depot "${id.slice(1)}"`)
      nodes.push(prepared.nodeCount + depot)
      return
    }
    const task = getTask(prepared, id, `sequence[${index}]`)
    const first = prepared.taskNode[task] ?? 0
    const times = seen.get(task) ?? 0
    const visits = (prepared.nodePair[first] ?? -1) >= 0 ? 2 : 1
    if (times >= visits) violations.push({ kind: 'servedTwice', stop: nodes.length, job: id })
    seen.set(task, times + 1)
    nodes.push(first + Math.min(times, visits - 1))
  })
  nodes.forEach((node, index) => {
    if (node >= prepared.nodeCount) return
    const task = prepared.nodeTask[node] ?? 0
    if ((prepared.nodePair[node] ?? -1) >= 0 && seen.get(task) === 1) {
      violations.push({ kind: 'pairBroken', stop: index, job: prepared.taskIds[task] ?? '' })
    }
  })
  return nodes
}
