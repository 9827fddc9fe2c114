import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Files that share their modules start warm, and nothing keeps state in a module.
    isolate: false,
    globalSetup: ['@cartage/testing/global-setup'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
