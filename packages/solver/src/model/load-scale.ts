import type { Job, Problem, Shipment } from './problem.ts'
import { ProblemError } from './problem-error.ts'

/** Sums of loads stay below this, so that they fit 32 bits with room to spare. */
const LARGEST_SUM = 2 ** 30
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
/** Thirds, sevenths and so on. */
const PARTS = Array.from({ length: 997 }, (_, index) => index + 3)

/**
 * Turns loads into whole units. Each dimension gets the smallest power of ten up to a million that makes all its figures
 * whole, or else the smallest number of equal parts up to 999; where there is none or it would overflow, a coarser power
 * of ten with loads rounded up and limits down, so that a plan is never overloaded by rounding.
 * @throws ProblemError when even whole units overflow.
 */
export function scaleLoads(
  problem: Problem,
  nodeTask: Int32Array,
  tasks: readonly (Job | Shipment)[],
): { nodeLoad: Int32Array; scale: Float64Array } {
  const count = problem.dimensions.length
  const scale = new Float64Array(count).fill(1)
  for (let dimension = 0; dimension < count; dimension++) {
    const { loads, onBoard, limits } = figuresOf(problem, tasks, dimension)
    const sum = loads.reduce((total, load) => total + load, 0) + onBoard.reduce((a, b) => Math.max(a, b), 0)
    const units = unitsFor([...loads, ...onBoard, ...limits]).find(
      (some) => sum * some + loads.length < LARGEST_SUM,
    )
    if (units === undefined) {
      throw new ProblemError(
        largestLoad(problem, dimension),
        `the loads of this dimension add up to ${sum}, more than ${LARGEST_SUM}; use a larger unit`,
      )
    }
    scale[dimension] = units
  }
  const nodeLoad = new Int32Array(nodeTask.length * count)
  nodeTask.forEach((task, node) => {
    const source = tasks[task]
    if (source === undefined || ('kind' in source && source.kind === 'service')) return
    nodeLoad.set(scaleUp(source.load, scale), node * count)
  })
  return { nodeLoad, scale }
}

/** Units to one of a figure, the most exact first. */
function unitsFor(figures: readonly number[]): number[] {
  const exact = [...POWERS, ...PARTS].find((units) => figures.every((figure) => isWhole(figure * units)))
  const coarser = POWERS.filter((power) => power < (exact ?? Infinity)).toReversed()
  return exact === undefined ? coarser : [exact, ...coarser]
}

/** What is carried, in whole units. */
export function scaleUp(figures: readonly number[], scale: Float64Array): Int32Array {
  return Int32Array.from(scale, (units, dimension) => Math.ceil((figures[dimension] ?? 0) * units - 1e-6))
}

/** What may be carried, in whole units; no more than can be. */
export function scaleDown(figures: readonly number[], scale: Float64Array): Int32Array {
  return Int32Array.from(scale, (units, dimension) =>
    Math.min(LARGEST_SUM, Math.floor((figures[dimension] ?? 0) * units + 1e-6)),
  )
}

/** What can be on board at once, from the beginning or by tasks, and what may be. */
function figuresOf({ shifts }: Problem, tasks: readonly (Job | Shipment)[], dimension: number) {
  const read = (figures: readonly number[] | undefined) => figures?.[dimension] ?? 0
  return {
    loads: tasks.flatMap((task) =>
      'kind' in task && task.takes !== undefined ? [read(task.load), read(task.takes)] : [read(task.load)],
    ),
    onBoard: shifts.map((shift) => read(shift.onBoard)),
    limits: shifts.flatMap(({ capacity, breaks }) => [
      read(capacity),
      ...breaks.map(({ maxLoad }) => read(maxLoad)),
    ]),
  }
}

/** Where the largest figure stands among those that add up. */
function largestLoad({ jobs, shipments = [], shifts }: Problem, dimension: number): string {
  const figures: [field: string, load: readonly number[] | undefined][] = [
    ...jobs.flatMap(({ load, takes }, i): typeof figures => [
      [`jobs[${i}].load`, load],
      [`jobs[${i}].takes`, takes],
    ]),
    ...shipments.map(({ load }, i): (typeof figures)[number] => [`shipments[${i}].load`, load]),
    ...shifts.map(({ onBoard }, i): (typeof figures)[number] => [`shifts[${i}].onBoard`, onBoard]),
  ]
  const sizeOf = (load: readonly number[] | undefined) => load?.[dimension] ?? 0
  const [field] = figures.reduce((most, one) => (sizeOf(one[1]) > sizeOf(most[1]) ? one : most))
  return `${field}[${dimension}]`
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6
}
