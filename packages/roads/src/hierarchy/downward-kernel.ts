import { encodeModule, i32, op, v128 } from './wasm-code.ts'
import type { Code } from './wasm-code.ts'

/** Sources that one sweep serves. A row of the weights is then one cache line. */
export const lanes = 8
export const rowBytes = lanes * Float64Array.BYTES_PER_ELEMENT

/** Byte positions in the kernel's memory; every array is aligned to 16 bytes. */
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

export type DownwardKernel = (layout: SweepLayout) => void

/**
 * The inner loop of large matrices, in WebAssembly with SIMD: from the most important node down, each row becomes the least of
 * what it holds and of each row above it plus the arc between. The loop is memory-bound in JavaScript and takes 2 of 8
 * lanes an instruction here.
 */
export function downwardKernel(memory: WebAssembly.Memory): DownwardKernel {
  const module = new WebAssembly.Module(encodeModule({ name: 'sweep', ...sweep }))
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const run = exports['sweep']
  if (typeof run !== 'function') throw new TypeError('The kernel exports no sweep.')
  return ({ nodeCount, offsets, from, weights, isSeeded, rows }) => {
    run(offsets, offsets + nodeCount * 4, from, weights, isSeeded, rows)
  }
}

const [offset, offsetEnd, from, weightStart, seeded, rows] = [0, 1, 2, 3, 4, 5]
const [row, arc, arcEnd, source, weight] = [6, 7, 8, 9, 10]
const accumulators = Array.from({ length: lanes / 2 }, (_, pair) => 11 + pair)
const unreachable = op.v128Const([...new Uint8Array(Float64Array.of(Infinity, Infinity).buffer)])

const takeArc: Code = [
  // The row that the arc comes from, and its weight: arcs are 4 bytes in one array and 8 in the other.
  op.get(rows),
  op.get(from),
  op.get(arc),
  op.i32Add,
  op.i32Load(),
  op.i32Add,
  op.set(source),
  op.get(weightStart),
  op.get(arc),
  op.i32Add,
  op.get(arc),
  op.i32Add,
  op.v128Load64Splat(),
  op.set(weight),
  accumulators.map((accumulator, pair) => [
    op.get(accumulator),
    op.get(source),
    op.v128Load(pair * 16),
    op.get(weight),
    op.f64x2Add,
    op.f64x2PseudoMin,
    op.set(accumulator),
  ]),
]

const takeNode: Code = [
  op.get(seeded),
  op.i32Load8(),
  op.if(
    [
      accumulators.map((accumulator, pair) => [op.get(row), op.v128Load(pair * 16), op.set(accumulator)]),
      op.get(seeded),
      op.i32Const(0),
      op.i32Store8(),
    ],
    accumulators.map((accumulator) => [unreachable, op.set(accumulator)]),
  ),
  op.get(offset),
  op.i32Load(),
  op.set(arc),
  op.get(offset),
  op.i32Load(4),
  op.set(arcEnd),
  op.block([
    op.loop([
      op.get(arc),
      op.get(arcEnd),
      op.i32GreaterEqualUnsigned,
      op.branchIf(1),
      takeArc,
      op.get(arc),
      op.i32Const(4),
      op.i32Add,
      op.set(arc),
      op.branch(0),
    ]),
  ]),
  accumulators.map((accumulator, pair) => [op.get(row), op.get(accumulator), op.v128Store(pair * 16)]),
]

const sweep = {
  parameters: [i32, i32, i32, i32, i32, i32],
  locals: [i32, i32, i32, i32, v128, ...accumulators.map(() => v128)],
  body: [
    op.get(rows),
    op.set(row),
    op.block([
      op.loop([
        op.get(offset),
        op.get(offsetEnd),
        op.i32GreaterEqualUnsigned,
        op.branchIf(1),
        takeNode,
        op.get(offset),
        op.i32Const(4),
        op.i32Add,
        op.set(offset),
        op.get(seeded),
        op.i32Const(1),
        op.i32Add,
        op.set(seeded),
        op.get(row),
        op.i32Const(rowBytes),
        op.i32Add,
        op.set(row),
        op.branch(0),
      ]),
    ]),
  ],
} as const satisfies Omit<Parameters<typeof encodeModule>[0], 'name'>
