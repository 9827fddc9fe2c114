import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Files that share their modules start warm, and nothing keeps state in a module.
    isolate: false,
    globalSetup: ['./test/global-setup.ts'],
    maxWorkers: 2,
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
