/** What little of WebAssembly's binary format the kernel needs: https://webassembly.github.io/spec/core/binary/ */

/** Code as bytes; nested as it is composed, flattened at the end. */
export type Code = readonly (number | Code)[]

export const i32 = 0x7f
export const v128 = 0x7b

export const op = {
  block: (body: Code): Code => [0x02, 0x40, body, 0x0b],
  loop: (body: Code): Code => [0x03, 0x40, body, 0x0b],
  if: (then: Code, otherwise: Code): Code => [0x04, 0x40, then, 0x05, otherwise, 0x0b],
  branch: (depth: number): Code => [0x0c, unsigned(depth)],
  branchIf: (depth: number): Code => [0x0d, unsigned(depth)],
  get: (local: number): Code => [0x20, unsigned(local)],
  set: (local: number): Code => [0x21, unsigned(local)],
  i32Const: (value: number): Code => [0x41, signed(value)],
  i32Load: (offset = 0): Code => [0x28, 2, unsigned(offset)],
  i32Load8: (offset = 0): Code => [0x2d, 0, unsigned(offset)],
  i32Store8: (offset = 0): Code => [0x3a, 0, unsigned(offset)],
  i32Add: [0x6a],
  i32GreaterEqualUnsigned: [0x4f],
  v128Load: (offset = 0): Code => [0xfd, 0x00, 4, unsigned(offset)],
  v128Load64Splat: (offset = 0): Code => [0xfd, 0x0a, 3, unsigned(offset)],
  v128Store: (offset = 0): Code => [0xfd, 0x0b, 4, unsigned(offset)],
  v128Const: (bytes: readonly number[]): Code => [0xfd, 0x0c, bytes],
  /** Stores one of the two float64 of a vector. */
  v128Store64Lane: (lane: number, offset = 0): Code => [0xfd, 0x5b, 3, unsigned(offset), lane],
  /** Bits of the first operand where the third has ones, else of the second. */
  v128Bitselect: [0xfd, 0x52],
  f64x2Equal: [0xfd, 0x47],
  f64x2Floor: [0xfd, 0x75],
  f64x2Add: [0xfd, 0xf0, 0x01],
  f64x2Subtract: [0xfd, 0xf1, 0x01],
  f64x2Multiply: [0xfd, 0xf2, 0x01],
  f64x2Divide: [0xfd, 0xf3, 0x01],
  /** The second operand where it is less, else the first. */
  f64x2PseudoMin: [0xfd, 0xf6, 0x01],
} as const satisfies Record<string, Code | ((...args: never[]) => Code)>

export interface WasmFunction {
  readonly name: string
  /** Value types of the parameters; results are left in memory. */
  readonly parameters: readonly number[]
  /** Value types of the locals that follow the parameters. */
  readonly locals: readonly number[]
  readonly body: Code
}

/** Two float64 as a vector constant. */
export function f64x2Const(value: number): Code {
  return op.v128Const([...new Uint8Array(Float64Array.of(value, value).buffer)])
}

/** A loop that runs while one local is below another and then adds to locals. */
export function countUp(
  local: number,
  end: number,
  body: Code,
  steps: readonly (readonly [number, number])[],
): Code {
  return op.block([
    op.loop([
      op.get(local),
      op.get(end),
      op.i32GreaterEqualUnsigned,
      op.branchIf(1),
      body,
      steps.map(([stepped, by]) => [op.get(stepped), op.i32Const(by), op.i32Add, op.set(stepped)]),
      op.branch(0),
    ]),
  ])
}

/** The bytes of a module of functions over an imported memory `env.memory`. */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const bodies = functions.map(({ locals, body }) => {
    const code = flatten([locals.length, locals.map((type) => [1, type]), body, 0x0b])
    return [unsigned(code.length), code]
  })
  const indices = functions.map((_, index) => index)
  return Uint8Array.from(
    flatten([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [functions.length, functions.map(({ parameters }) => [0x60, vector(parameters), 0])]),
      section(2, [1, text('env'), text('memory'), 0x02, 0x00, 1]),
      section(3, [functions.length, indices]),
      section(7, [functions.length, functions.map(({ name }, index) => [text(name), 0x00, index])]),
      section(10, [functions.length, bodies]),
    ]),
  )
}

function section(id: number, content: Code): Code {
  const bytes = flatten(content)
  return [id, unsigned(bytes.length), bytes]
}

function vector(bytes: readonly number[]): Code {
  return [unsigned(bytes.length), bytes]
}

function text(value: string): Code {
  return vector([...new TextEncoder().encode(value)])
}

function flatten(code: Code): readonly number[] {
  return code.flatMap((part) => (typeof part === 'number' ? [part] : flatten(part)))
}

/** LEB128. */
function unsigned(value: number): Code {
  const bytes: number[] = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest]
    bytes.push((rest & 0x7f) | 0x80)
  }
}

function signed(value: number): Code {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 0x7f
    const isLast = (rest >> 7 === 0 && (byte & 0x40) === 0) || (rest >> 7 === -1 && (byte & 0x40) !== 0)
    if (isLast) return [...bytes, byte]
    bytes.push(byte | 0x80)
  }
}
