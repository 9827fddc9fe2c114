import type { Relation } from './problem.ts'

/** The tasks that a relation binds. */
export function tasksOf(relation: Relation): readonly string[] {
  return relation.kind === 'before' ? [relation.first, relation.second] : relation.tasks
}
