/** Prints what the start is doing, a line a step, for the person who waits. */
export interface BootSteps {
  /** Runs one step and says how long it took. */
  readonly step: <Result>(label: string, work: () => Promise<Result>) => Promise<Result>
  readonly line: (text: string) => void
}

export function createBootSteps(print: (text: string) => void): BootSteps {
  return {
    async step(label, work) {
      const startedAt = performance.now()
      const result = await work()
      print(`  ${label} ✓ ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
      return result
    },
    line: (text) => print(`${text}\n`),
  }
}
