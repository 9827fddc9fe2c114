import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Files that share their modules start warm, and nothing keeps state in a module.
  test: {
    isolate: false,
    globalSetup: ['./test/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
