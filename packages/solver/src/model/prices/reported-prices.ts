import type { Objective, ObjectiveTerm } from '../options.ts'
import type { Prepared } from '../prepare.ts'
import { pricing } from './pricing.ts'
import type { Pricing } from './pricing.ts'

/** The prices by which plans are reported; the search compares them by `pricing`. */
export interface ReportedPrices {
  readonly cost: Pricing
  /** Of an objective with several levels each level, the first first; else none. */
  readonly levels: readonly Pricing[]
}

const known = new WeakMap<Objective & object, readonly Objective[]>()

/**
 * What people read: the objective's figure. The one number that ranks plans level by level means nothing to them, so
 * with several levels the cost is money, and each level has a figure of its own.
 * @throws ProblemError as `pricing`.
 */
export function reportedPrices(prepared: Prepared, objective: Objective): ReportedPrices {
  const levels = levelsOf(objective)
  return {
    cost: pricing(prepared, levels.length === 0 ? objective : 'cost'),
    levels: levels.map((level) => pricing(prepared, level)),
  }
}

/** The levels of an objective as objectives, always the same ones; none when it has only one. */
function levelsOf(objective: Objective): readonly Objective[] {
  if (typeof objective === 'string') return []
  const found = known.get(objective) ?? splitLevels(objective)
  known.set(objective, found)
  return found
}

function splitLevels(terms: readonly ObjectiveTerm[]): readonly Objective[] {
  const levels = [...new Set(terms.map(({ level = 0 }) => level))].toSorted((a, b) => a - b)
  if (levels.length < 2) return []
  return levels.map((level) => terms.filter((term) => (term.level ?? 0) === level))
}
