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
  i32LessUnsigned: [0x49],
  i32GreaterEqualUnsigned: [0x4f],
  v128Load: (offset = 0): Code => [0xfd, 0x00, 4, unsigned(offset)],
  v128Load64Splat: (offset = 0): Code => [0xfd, 0x0a, 3, unsigned(offset)],
  v128Store: (offset = 0): Code => [0xfd, 0x0b, 4, unsigned(offset)],
  v128Const: (bytes: readonly number[]): Code => [0xfd, 0x0c, bytes],
  f64x2Add: [0xfd, 0xf0, 0x01],
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

/** The bytes of a module with one function over an imported memory `env.memory`. */
export function encodeModule({ name, parameters, locals, body }: WasmFunction): Uint8Array<ArrayBuffer> {
  const code = flatten([locals.length, locals.map((type) => [1, type]), body, 0x0b])
  return Uint8Array.from(
    flatten([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [1, 0x60, vector(parameters), 0]),
      section(2, [1, text('env'), text('memory'), 0x02, 0x00, 1]),
      section(3, [1, 0]),
      section(7, [1, text(name), 0x00, 0]),
      section(10, [1, unsigned(code.length), code]),
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
