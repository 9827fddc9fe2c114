import type { Arc } from '../graph/road-network.ts'
import type { Column } from './column.ts'

/**
 * How sure each column is that the point was on the matched path: the posterior probability of its candidates that are, by the
 * forward-backward algorithm (Rabiner, "A Tutorial on Hidden Markov Models", 1989). `arcsAround` names the arcs of the path next
 * to each column: which side of a junction a point was on is no doubt about the path.
 */
export function certainty(columns: readonly Column[], arcsAround: readonly ReadonlySet<Arc>[]): Float64Array {
  const forward = columns.map(({ emission }) => emission.slice())
  for (let at = 1; at < columns.length; at++) {
    const [last, column] = [columns[at - 1], columns[at]]
    const [before, here] = [forward[at - 1], forward[at]]
    if (!last || !column?.steps || !before || !here) continue
    const { likelihood } = column.steps
    const count = here.length
    for (let to = 0; to < count; to++) {
      const sum = logSum(before.length, (from) => (before[from] ?? 0) + (likelihood[from * count + to] ?? 0))
      here[to] = sum + (column.emission[to] ?? 0)
    }
  }
  const sure = new Float64Array(columns.length)
  let backward = new Float64Array(columns.at(-1)?.candidates.length ?? 0)
  for (let at = columns.length - 1; at >= 0; at--) {
    const here = forward[at]
    const column = columns[at]
    if (!here || !column) continue
    const joint = here.map((value, index) => value + (backward[index] ?? 0))
    const total = logSum(joint.length, (index) => joint[index] ?? 0)
    column.candidates.forEach(({ arc }, index) => {
      if (arcsAround[at]?.has(arc)) sure[at] = (sure[at] ?? 0) + Math.exp((joint[index] ?? 0) - total)
    })
    const steps = column.steps
    const count = here.length
    const next = backward
    if (at === 0 || !steps) continue
    backward = Float64Array.from({ length: columns[at - 1]?.candidates.length ?? 0 }, (_, from) =>
      logSum(
        count,
        (to) => (steps.likelihood[from * count + to] ?? 0) + (column.emission[to] ?? 0) + (next[to] ?? 0),
      ),
    )
  }
  return sure
}

/** Logarithm of a sum of exponentials, which themselves may be too small to be numbers. */
function logSum(count: number, term: (index: number) => number): number {
  let most = -Infinity
  for (let index = 0; index < count; index++) most = Math.max(most, term(index))
  if (most === -Infinity) return -Infinity
  let sum = 0
  for (let index = 0; index < count; index++) sum += Math.exp(term(index) - most)
  return most + Math.log(sum)
}
