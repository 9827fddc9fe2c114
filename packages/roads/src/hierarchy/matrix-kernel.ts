import { lengthUnits, dmPerM, msPerS } from '../weight.ts'
import { webAssembly } from './web-assembly.ts'
import type { WasmMemory } from './web-assembly.ts'
import { countUp, encodeModule, f64x2Const, i32, op, v128 } from './wasm-code.ts'
import type { Code, WasmFunction } from './wasm-code.ts'

/** Sources that one sweep serves. A row of the weights is then one cache line. */
export const lanes = 8
export const rowBytes = lanes * Float64Array.BYTES_PER_ELEMENT

/** Byte positions in the kernel's memory, aligned to 16. */
export interface SweepLayout {
  readonly nodeCount: number
  /** Uint32 by node and one more: where each node's arcs start, as byte positions in `from`. */
  readonly offsets: number
  /** Uint32 by arc: byte position of the row that the arc comes from. */
  readonly from: number
  /** Float64 by arc. */
  readonly weights: number
  /** Uint8 by node: 1 where the row holds weights already. The sweep clears them. */
  readonly isSeeded: number
  /** Float64 rows of `lanes` by node. */
  readonly rows: number
}

/**
 * The inner loops of large matrices, in WebAssembly with SIMD: they are bound by memory, and two float64 go through an instruction.
 * The module's bytes are put together here, so that nothing has to be compiled to build or install the package.
 */
export interface MatrixKernel {
  /** From the most important node down, each row becomes the least of what it holds and of each row above it plus the arc between. */
  sweep(layout: SweepLayout): void
  /** Turns rows of `lanes`, `count` of them from `rows` on, into `lanes` rows of `count` at `to`. */
  transpose(rows: number, count: number, to: number): void
  /** Parts weights, an even number of them, into seconds and metres (see `durationOf` and `distanceOf`). */
  part(weights: number, count: number, durations: number, distances: number): void
}

export function matrixKernel(memory: WasmMemory): MatrixKernel {
  const module = new webAssembly.Module(encodeModule([sweep, transpose, part]))
  const { exports } = new webAssembly.Instance(module, { env: { memory } })
  const find = (name: string): ((...values: number[]) => void) => {
    const found = exports[name]
    if (typeof found !== 'function') throw new TypeError(`The kernel exports no ${name}.`)
    return (...values) => void found(...values)
  }
  const [runSweep, runTranspose, runPart] = [find('sweep'), find('transpose'), find('part')]
  return {
    sweep: ({ nodeCount, offsets, from, weights, isSeeded, rows }) =>
      runSweep(offsets, offsets + nodeCount * 4, from, weights, isSeeded, rows),
    transpose: (rows, count, to) => runTranspose(rows, rows + count * rowBytes, to, count * 8),
    part: (weights, count, durations, distances) =>
      runPart(weights, weights + count * 8, durations, distances),
  }
}

const infinite = f64x2Const(Infinity)
const pairs = Array.from({ length: lanes / 2 }, (_, pair) => pair)

const sweep = ((): WasmFunction => {
  const [offset, offsetEnd, from, weightStart, seeded, rows] = [0, 1, 2, 3, 4, 5]
  const [row, arc, arcEnd, source, weight] = [6, 7, 8, 9, 10]
  const least = (pair: number): number => 11 + pair
  const takeArc: Code = [
    // The row that the arc comes from, and its weight: arcs are 4 bytes in one array and 8 in the other.
    [op.get(rows), op.get(from), op.get(arc), op.i32Add, op.i32Load(), op.i32Add, op.set(source)],
    [
      op.get(weightStart),
      op.get(arc),
      op.i32Add,
      op.get(arc),
      op.i32Add,
      op.v128Load64Splat(),
      op.set(weight),
    ],
    pairs.map((pair) => [
      [op.get(least(pair)), op.get(source), op.v128Load(pair * 16), op.get(weight), op.f64x2Add],
      [op.f64x2PseudoMin, op.set(least(pair))],
    ]),
  ]
  const takeNode: Code = [
    op.get(seeded),
    op.i32Load8(),
    op.if(
      [
        pairs.map((pair) => [op.get(row), op.v128Load(pair * 16), op.set(least(pair))]),
        [op.get(seeded), op.i32Const(0), op.i32Store8()],
      ],
      pairs.map((pair) => [infinite, op.set(least(pair))]),
    ),
    [op.get(offset), op.i32Load(), op.set(arc), op.get(offset), op.i32Load(4), op.set(arcEnd)],
    countUp(arc, arcEnd, takeArc, [[arc, 4]]),
    pairs.map((pair) => [op.get(row), op.get(least(pair)), op.v128Store(pair * 16)]),
  ]
  const steps = [
    [offset, 4],
    [seeded, 1],
    [row, rowBytes],
  ] as const
  return {
    name: 'sweep',
    parameters: [i32, i32, i32, i32, i32, i32],
    locals: [i32, i32, i32, i32, v128, ...pairs.map(() => v128)],
    body: [op.get(rows), op.set(row), countUp(offset, offsetEnd, takeNode, steps)],
  }
})()

const transpose = ((): WasmFunction => {
  const [row, rowEnd, to, stride, place, pair] = [0, 1, 2, 3, 4, 5]
  const store = (lane: number): Code => [op.get(place), op.get(pair), op.v128Store64Lane(lane)]
  const next: Code = [op.get(place), op.get(stride), op.i32Add, op.set(place)]
  const takeRow: Code = [
    op.get(to),
    op.set(place),
    pairs.map((index) => [
      op.get(row),
      op.v128Load(index * 16),
      op.set(pair),
      store(0),
      next,
      store(1),
      next,
    ]),
  ]
  const steps = [
    [row, rowBytes],
    [to, 8],
  ] as const
  return {
    name: 'transpose',
    parameters: [i32, i32, i32, i32],
    locals: [i32, v128],
    body: countUp(row, rowEnd, takeRow, steps),
  }
})()

const part = ((): WasmFunction => {
  const [weight, weightEnd, duration, distance, both, ms] = [0, 1, 2, 3, 4, 5]
  const takePair: Code = [
    [op.get(weight), op.v128Load(), op.set(both)],
    [op.get(both), f64x2Const(1 / lengthUnits), op.f64x2Multiply, op.f64x2Floor, op.set(ms)],
    [op.get(duration), op.get(ms), f64x2Const(msPerS), op.f64x2Divide, op.v128Store()],
    [op.get(distance), infinite],
    [op.get(both), op.get(ms), f64x2Const(lengthUnits), op.f64x2Multiply, op.f64x2Subtract],
    [
      f64x2Const(dmPerM),
      op.f64x2Divide,
      op.get(both),
      infinite,
      op.f64x2Equal,
      op.v128Bitselect,
      op.v128Store(),
    ],
  ]
  const steps = [
    [weight, 16],
    [duration, 16],
    [distance, 16],
  ] as const
  return {
    name: 'part',
    parameters: [i32, i32, i32, i32],
    locals: [v128, v128],
    body: countUp(weight, weightEnd, takePair, steps),
  }
})()
