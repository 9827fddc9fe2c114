import type { Matrix } from '@cartage/solver'

/** Travel from a second of the day on. */
export interface TravelPart {
  readonly fromS: number
  readonly matrix: WholeMatrix
}

/** Whole seconds and metres, -1 where there is no way. */
export interface WholeMatrix {
  readonly durationS: Int32Array
  readonly distanceM: Int32Array
}

/**
 * For a pair that has no way while a road is closed, but has one before or after: so long that next to nothing of it is covered until
 * the road opens, which is waiting for it. More than three years, and less than the solver's longest leg.
 */
const UNTIL_OPEN_S = 100_000_000

/**
 * The travel of a day as the solver takes it, from parts in their order. Parts that are like the ones before them are left out, so
 * that a closure that nobody passes costs nothing. The matrix itself is the lightest part: the search orders places by it.
 */
export function travelOfDay(parts: readonly TravelPart[]): Matrix {
  const different = parts.filter(({ matrix }, index) => {
    const before = parts[index - 1]?.matrix
    return before === undefined || !isSame(matrix, before)
  })
  const open = withWaits(different)
  const [first] = open
  if (first === undefined) throw new RangeError('A day has no travel at all.')
  if (open.length === 1) return first.matrix
  const weights = open.map(({ matrix }) => sum(matrix.durationS))
  const lightest = open[weights.indexOf(Math.min(...weights))] ?? first
  const slices = open
    .filter((part) => part !== first || part !== lightest)
    .map(({ fromS, matrix }) => ({ fromS, ...matrix }))
  return { ...lightest.matrix, slices }
}

const isSame = (one: WholeMatrix, other: WholeMatrix): boolean =>
  one === other || (areEqual(one.durationS, other.durationS) && areEqual(one.distanceM, other.distanceM))

function areEqual(one: Int32Array, other: Int32Array): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false
  return true
}

function sum(figures: Int32Array): number {
  let total = 0
  for (let i = 0; i < figures.length; i++) total += figures[i] ?? 0
  return total
}

/** Gives pairs without a way for a part of the day a wait for the next one that there is, or for the last. */
function withWaits(parts: readonly TravelPart[]): readonly TravelPart[] {
  return parts.map((part, index) => {
    const others = [...parts.slice(index + 1), ...parts.slice(0, index).toReversed()]
    let filled: WholeMatrix | undefined
    for (let pair = 0; pair < part.matrix.durationS.length; pair++) {
      if ((part.matrix.durationS[pair] ?? -1) >= 0) continue
      const other = others.find(({ matrix }) => (matrix.durationS[pair] ?? -1) >= 0)
      if (other === undefined) continue
      filled ??= {
        durationS: Int32Array.from(part.matrix.durationS),
        distanceM: Int32Array.from(part.matrix.distanceM),
      }
      filled.durationS[pair] = UNTIL_OPEN_S
      filled.distanceM[pair] = other.matrix.distanceM[pair] ?? -1
    }
    return filled === undefined ? part : { ...part, matrix: filled }
  })
}
