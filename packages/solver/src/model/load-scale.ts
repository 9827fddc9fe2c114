import type { Job, Problem, Shipment } from './problem.ts'
import { ProblemError } from './problem-error.ts'

/** Sums of loads stay below this, so that they fit 32 bits with room to spare. */
const LARGEST_SUM = 2 ** 30
const FINEST = 1_000_000

/**
 * Turns decimal loads into whole units. Each dimension gets the smallest power of ten up to a million that makes
 * all its figures whole; when that would overflow, a coarser one with loads rounded up and capacities down, so
 * that a plan is never overloaded by rounding.
 * @throws ProblemError when even whole units overflow.
 */
export function scaleLoads(
  problem: Problem,
  nodeTask: Int32Array,
  tasks: readonly (Job | Shipment)[],
): { nodeLoad: Int32Array; scale: Float64Array; capacity: (figures: readonly number[]) => Int32Array } {
  const count = problem.dimensions.length
  const scale = new Float64Array(count).fill(1)
  for (let dimension = 0; dimension < count; dimension++) {
    const loads = tasks.map((task) => task.load[dimension] ?? 0)
    const figures = [...loads, ...problem.shifts.map((shift) => shift.capacity[dimension] ?? 0)]
    const sum = loads.reduce((total, load) => total + load, 0)
    let finest = 1
    while (finest < FINEST && !figures.every((figure) => isWhole(figure * finest))) finest *= 10
    while (finest > 1 && sum * finest + loads.length >= LARGEST_SUM) finest /= 10
    if (sum * finest + loads.length >= LARGEST_SUM) {
      throw new ProblemError(
        `dimensions[${dimension}]`,
        `the loads add up to ${sum}, more than ${LARGEST_SUM}; use a larger unit`,
      )
    }
    scale[dimension] = finest
  }
  const nodeLoad = new Int32Array(nodeTask.length * count)
  nodeTask.forEach((task, node) => {
    const source = tasks[task]
    if (source === undefined || ('kind' in source && source.kind === 'service')) return
    for (let dimension = 0; dimension < count; dimension++) {
      nodeLoad[node * count + dimension] = Math.ceil(
        (source.load[dimension] ?? 0) * (scale[dimension] ?? 1) - 1e-6,
      )
    }
  })
  const capacity = (figures: readonly number[]) =>
    Int32Array.from({ length: count }, (_, dimension) =>
      Math.min(LARGEST_SUM, Math.floor((figures[dimension] ?? 0) * (scale[dimension] ?? 1) + 1e-6)),
    )
  return { nodeLoad, scale, capacity }
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6
}
