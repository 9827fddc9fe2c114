import { Legs } from './legs.ts'
import { Lines, longestLeg, NearFigures } from './lines.ts'
import { tableOfCells } from './matrix-table.ts'
import type { NearLegs, StraightLines } from '../problem.ts'
import type { TravelTable } from './travel-table.ts'

/** Up to so many rows lines are worked out once. */
const FEW_ROWS = 1500

/** The table of straight lines at one speed. */
export function tableOfLines(lines: StraightLines, size: number, speed: number): TravelTable {
  const { near, scale, metresPerSecond } = lines
  const fast = metresPerSecond * speed
  const metresOf = (legs: NearLegs | undefined) =>
    new Lines(lines, size, scale, legs && new NearFigures(legs, legs.distanceM))
  const secondsOf = (legs: NearLegs | undefined) => {
    const durations = Array.from(legs?.durationS ?? [], (seconds) => Math.round(seconds / speed))
    return new Lines(lines, size, scale / fast, legs && new NearFigures(legs, durations))
  }
  const isSame = fast === 1 && near === undefined
  const metres = metresOf(near)
  const seconds = isSame ? metres : secondsOf(near)
  if (size <= FEW_ROWS) {
    const cells = tabulate(metres, size)
    return tableOfCells(isSame ? cells : tabulate(seconds, size), cells, size, metres)
  }
  const back = near && transposeNear(near, lines.x.length)
  const longest = longestLeg(lines)
  return {
    seconds: new Legs(size, undefined, seconds),
    metres: new Legs(size, undefined, metres),
    secondsBack: new Legs(size, undefined, back === undefined ? seconds : secondsOf(back)),
    metresBack: new Legs(size, undefined, back === undefined ? metres : metresOf(back)),
    symmetric: back === undefined,
    hasGap: false,
    longestS: Math.ceil(longest.seconds / speed),
    longestM: longest.metres,
  }
}

function tabulate(lines: Lines, size: number): Int32Array {
  const cells = new Int32Array(size * size)
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) cells[from * size + to] = lines.between(from, to)
  }
  return cells
}

/** The same legs by their ends: `to` tells where they begin. */
function transposeNear({ first, to, durationS, distanceM }: NearLegs, count: number): NearLegs {
  const legs = to.length
  const starts = new Int32Array(count + 1)
  for (let i = 0; i < legs; i++) {
    const row = (to[i] ?? 0) + 1
    starts[row] = (starts[row] ?? 0) + 1
  }
  for (let row = 0; row < count; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const next = starts.slice()
  const back = {
    to: new Int32Array(legs),
    durationS: new Int32Array(legs),
    distanceM: new Int32Array(legs),
  }
  for (let from = 0; from < count; from++) {
    for (let i = first[from] ?? 0; i < (first[from + 1] ?? 0); i++) {
      const row = to[i] ?? 0
      const place = next[row] ?? 0
      next[row] = place + 1
      back.to[place] = from
      back.durationS[place] = durationS[i] ?? 0
      back.distanceM[place] = distanceM[i] ?? 0
    }
  }
  return { first: starts, ...back }
}
