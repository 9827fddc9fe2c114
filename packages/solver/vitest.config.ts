import { defineConfig } from 'vitest/config'

// Searches are bounded by iterations, so a busy machine makes them slow, not wrong.
export default defineConfig({
  // Files that share their modules start warm: a third less work, and nothing here keeps state in a module.
  test: { isolate: false, maxWorkers: 2, testTimeout: 60_000, hookTimeout: 120_000 },
})
