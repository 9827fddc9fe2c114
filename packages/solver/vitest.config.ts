import { defineConfig } from 'vitest/config'

// Searches are bounded by iterations, so a busy machine makes them slow, not wrong.
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 60_000, hookTimeout: 120_000 } })
