import type { Job, Problem, Shipment } from './problem.ts'
import { ProblemError } from './problem-error.ts'

/** Sums of loads stay below this, so that they fit 32 bits with room to spare. */
const LARGEST_SUM = 2 ** 30
const FINEST = 1_000_000

/**
 * Turns decimal loads into whole units. Each dimension gets the smallest power of ten up to a million that makes
 * all its figures whole; when that would overflow, a coarser one with loads rounded up and limits down, so that a
 * plan is never overloaded by rounding.
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
    const figures = [...loads, ...onBoard, ...limits]
    const sum = loads.reduce((total, load) => total + load, 0) + onBoard.reduce((a, b) => Math.max(a, b), 0)
    let finest = 1
    while (finest < FINEST && !figures.every((figure) => isWhole(figure * finest))) finest *= 10
    while (finest > 1 && sum * finest + loads.length >= LARGEST_SUM) finest /= 10
    if (sum * finest + loads.length >= LARGEST_SUM) {
      throw new ProblemError(
        largestLoad(problem, dimension),
        `the loads of this dimension add up to ${sum}, more than ${LARGEST_SUM}; use a larger unit`,
      )
    }
    scale[dimension] = finest
  }
  const nodeLoad = new Int32Array(nodeTask.length * count)
  nodeTask.forEach((task, node) => {
    const source = tasks[task]
    if (source === undefined || ('kind' in source && source.kind === 'service')) return
    nodeLoad.set(scaleUp(source.load, scale), node * count)
  })
  return { nodeLoad, scale }
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
