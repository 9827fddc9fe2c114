import { checkDuration, checkTime } from './check-figures.ts'
import type { Problem, Relation } from '../problem.ts'
import { ProblemError } from '../problem-error.ts'
import { tasksOf } from '../tasks-of.ts'

/**
 * Refuses relations that cannot be right, each alone and all together.
 * @throws ProblemError naming the first such relation.
 */
export function validateRelations({ jobs, shipments = [], relations = [] }: Problem): void {
  const known = { jobs: new Set(jobs.map(({ id }) => id)), shipments: new Set(shipments.map(({ id }) => id)) }
  relations.forEach((relation, index) => {
    const field = `relations[${index}]`
    checkTasks(field, relation, known)
    if (relation.kind === 'before') checkGaps(field, relation)
  })
  refuseJoinedApart(relations)
  refuseCycles(relations)
}

interface Known {
  readonly jobs: ReadonlySet<string>
  readonly shipments: ReadonlySet<string>
}

function checkTasks(field: string, relation: Relation, { jobs, shipments }: Known): void {
  const ids = tasksOf(relation)
  for (const id of ids) {
    if (!jobs.has(id) && !shipments.has(id)) {
      throw new ProblemError(field, `no job or shipment has the id "${id}"`)
    }
    if (relation.kind === 'synchronised' && !jobs.has(id)) {
      throw new ProblemError(field, `"${id}" is a shipment; only jobs are synchronised`)
    }
  }
  if (new Set(ids).size < ids.length) throw new ProblemError(field, 'names a task twice')
  if (ids.length < 2) throw new ProblemError(field, 'needs two tasks or more')
}

function checkGaps(
  field: string,
  { minGapS = 0, maxGapS }: { readonly minGapS?: number | undefined; readonly maxGapS?: number | undefined },
): void {
  // With a negative gap the second may stand ahead of the first, and nothing says which of them waits.
  checkDuration(`${field}.minGapS`, minGapS)
  if (maxGapS === undefined) return
  checkTime(`${field}.maxGapS`, maxGapS)
  if (maxGapS < minGapS) {
    throw new ProblemError(`${field}.maxGapS`, `is less than minGapS: ${maxGapS} < ${minGapS}`)
  }
}

/** Whether the tasks of a relation are on one route, or on routes of their own. */
const isJoining = ({ kind }: Relation) => ['sameVehicle', 'sequence', 'directSequence'].includes(kind)
const isParting = ({ kind }: Relation) => kind === 'differentVehicles' || kind === 'synchronised'

/**
 * Two tasks that one relation joins and another keeps apart. What several relations join only by way of a third task
 * is no contradiction: they bind those that are served, and the third may be left out.
 */
function refuseJoinedApart(relations: readonly Relation[]): void {
  const joinedBy = new Map<string, number[]>()
  relations.forEach((relation, index) => {
    if (isJoining(relation)) for (const id of tasksOf(relation)) add(joinedBy, id, index)
  })
  relations.forEach((relation, index) => {
    if (!isParting(relation)) return
    const first = new Map<number, string>()
    for (const id of tasksOf(relation)) {
      for (const joining of joinedBy.get(id) ?? []) {
        const other = first.get(joining)
        if (other !== undefined) {
          throw new ProblemError(
            `relations[${index}]`,
            `keeps "${other}" and "${id}" apart, but relations[${joining}] joins them`,
          )
        }
        first.set(joining, id)
      }
    }
  })
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** What comes behind each task by `before` and sequences, with the relation that says so. */
function followers(relations: readonly Relation[]): Map<string, { id: string; field: string }[]> {
  const after = new Map<string, { id: string; field: string }[]>()
  relations.forEach((relation, index) => {
    if (!['before', 'sequence', 'directSequence'].includes(relation.kind)) return
    const ids = tasksOf(relation)
    ids.slice(1).forEach((id, i) => add(after, ids[i] ?? '', { id, field: `relations[${index}]` }))
  })
  return after
}

/** Tasks that would have to come before themselves. */
function refuseCycles(relations: readonly Relation[]): void {
  const after = followers(relations)
  const done = new Set<string>()
  for (const start of after.keys()) {
    const path = new Set<string>()
    const stack: { id: string; next: number }[] = [{ id: start, next: 0 }]
    while (stack.length > 0) {
      const top = stack.at(-1)
      if (top === undefined) break
      path.add(top.id)
      const step = done.has(top.id) ? undefined : after.get(top.id)?.[top.next++]
      if (step === undefined) {
        done.add(top.id)
        path.delete(top.id)
        stack.pop()
      } else if (path.has(step.id)) {
        throw new ProblemError(step.field, `"${step.id}" would have to come before itself`)
      } else stack.push({ id: step.id, next: 0 })
    }
  }
}
