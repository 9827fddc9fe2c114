import { defineConfig } from 'vitest/config'

// Each file starts servers with databases of their own; two cores carry one at a time. Files that share their modules
// start warm, and nothing keeps state in a module.
export default defineConfig({
  test: { isolate: false, maxWorkers: 1, testTimeout: 90_000, hookTimeout: 90_000 },
})
