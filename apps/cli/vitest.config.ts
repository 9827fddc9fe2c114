import { defineConfig } from 'vitest/config'

// A busy machine is slow, not wrong.
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 30_000, hookTimeout: 120_000 } })
