import type { Candidate } from './candidates.ts'
import type { Steps } from './steps.ts'

/** One key point of a trace in the hidden Markov model: what it may mean, and how likely the best path to each is. */
export interface Column {
  /** Of the point in the trace. */
  readonly index: number
  readonly sigmaM: number
  readonly candidates: readonly Candidate[]
  /** Logarithm of the likelihood of seeing the point from each candidate. */
  readonly emission: Float64Array
  /** The same of the best path up to each candidate; `-Infinity` where there is none. */
  readonly score: Float64Array
  /** Index of the candidate before on that path. */
  readonly before: Int32Array
  /** The steps that lead here; none at the beginning of a matching. */
  steps: Steps | undefined
}

export function beginColumn(index: number, sigmaM: number, candidates: readonly Candidate[]): Column {
  const emission = Float64Array.from(candidates, ({ distanceM }) => -0.5 * (distanceM / sigmaM) ** 2)
  return {
    index,
    sigmaM,
    candidates,
    emission,
    score: emission.slice(),
    before: new Int32Array(candidates.length).fill(-1),
    steps: undefined,
  }
}

// A path this much less likely than the best (as a logarithm) never becomes it again.
const beam = 50

/** The candidates from which it is worth going on. */
export function isWorthwhile({ score }: Column): (candidate: number) => boolean {
  const best = score.reduce((most, value) => Math.max(most, value), -Infinity)
  return (candidate) => (score[candidate] ?? -Infinity) >= best - beam
}

/** One step of Viterbi's algorithm. False where no path leads on to the column, which then stays as it was. */
export function connect(last: Column, column: Column, steps: Steps): boolean {
  const count = column.candidates.length
  const score = new Float64Array(count).fill(-Infinity)
  const before = new Int32Array(count).fill(-1)
  let isConnected = false
  for (let from = 0; from < last.candidates.length; from++) {
    const reached = last.score[from] ?? -Infinity
    for (let to = 0; to < count; to++) {
      const through = reached + (steps.likelihood[from * count + to] ?? -Infinity)
      if (through <= (score[to] ?? -Infinity)) continue
      score[to] = through
      before[to] = from
      isConnected = true
    }
  }
  if (!isConnected) return false
  column.steps = steps
  column.before.set(before)
  for (let to = 0; to < count; to++) column.score[to] = (score[to] ?? 0) + (column.emission[to] ?? 0)
  return true
}

/** The candidates of the most likely path, one a column. */
export function mostLikely(columns: readonly Column[]): readonly number[] {
  const last = columns.at(-1)
  if (!last) return []
  let at = last.score.reduce(
    (best, value, index) => (value > (last.score[best] ?? -Infinity) ? index : best),
    0,
  )
  const chosen = [at]
  for (let index = columns.length - 1; index > 0; index--) {
    at = columns[index]?.before[at] ?? 0
    chosen.push(at)
  }
  return chosen.reverse()
}
