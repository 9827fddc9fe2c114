/** Linear memory that a module works in. */
export interface WasmMemory {
  /** Replaced, and the old one detached, whenever the memory grows. */
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

const found: unknown = Reflect.get(globalThis, 'WebAssembly')

/** The part of WebAssembly that the kernel uses: Node has it, Node's types do not, and a browser's say more. */
export const webAssembly = found as WebAssemblyApi
