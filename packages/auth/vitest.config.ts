import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['@cartage/testing/global-setup'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
