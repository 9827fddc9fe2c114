import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import { ProblemError } from '../model/problem-error.ts'

/**
 * The nodes of a sequence of ids, as the search numbers them: reloads (`@` with a depot's id) follow the tasks.
 * @throws ProblemError for an id or depot that the problem does not have.
 */
export function sequenceNodes(prepared: Prepared, jobs: readonly string[]): Int32Array<ArrayBuffer> {
  const depots = prepared.problem.depots ?? []
  const seen = new Set<number>()
  return Int32Array.from(jobs, (id, index) => {
    if (id.startsWith('@') && !prepared.taskById.has(id)) {
      const depot = depots.findIndex((candidate) => `@${candidate.id}` === id)
      if (depot < 0) throw new ProblemError(`jobs[${index}]`, `the problem has no depot "${id.slice(1)}"`)
      return prepared.nodeCount + depot
    }
    const task = getTask(prepared, id, `jobs[${index}]`)
    const node = prepared.taskNode[task] ?? 0
    const pair = prepared.nodePair[node] ?? -1
    const isAgain = seen.has(task)
    seen.add(task)
    return isAgain && pair >= 0 ? pair : node
  })
}
