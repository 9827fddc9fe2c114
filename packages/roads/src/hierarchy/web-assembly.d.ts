/** The part of WebAssembly's JavaScript interface that the kernel uses: Node has it, its types do not. */
declare namespace WebAssembly {
  class Memory {
    constructor(limits: { readonly initial: number })
    /** Replaced, and the old one detached, whenever the memory grows. */
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
  }
  class Instance {
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } })
    readonly exports: Readonly<Record<string, unknown>>
  }
}
