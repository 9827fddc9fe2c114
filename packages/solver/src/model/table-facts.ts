import { NO_WAY } from './travel-table.ts'
import type { TravelTable } from './travel-table.ts'

/** What is asked of a whole travel table. */
export interface TableFacts {
  /** Whether some pair has no way. */
  readonly hasGap: boolean
  /** The longest way, of those there are. */
  readonly longestS: number
  readonly longestM: number
}

const known = new WeakMap<TravelTable, TableFacts>()

/** The facts of a table, found by one look at all of it. */
export function tableFacts(table: TravelTable): TableFacts {
  const facts = known.get(table) ?? look(table)
  known.set(table, facts)
  return facts
}

function look({ durationS, distanceM }: TravelTable): TableFacts {
  let hasGap = false
  let longestS = 0
  let longestM = 0
  for (let i = 0; i < durationS.length; i++) {
    const seconds = durationS[i] ?? 0
    const metres = distanceM[i] ?? 0
    if (seconds >= NO_WAY || metres >= NO_WAY) hasGap = true
    else {
      if (seconds > longestS) longestS = seconds
      if (metres > longestM) longestM = metres
    }
  }
  return { hasGap, longestS, longestM }
}
