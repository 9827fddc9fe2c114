import { defineConfig } from 'vitest/config'

// Each file starts servers with databases of their own; two cores carry one at a time.
export default defineConfig({ test: { maxWorkers: 1, testTimeout: 90_000, hookTimeout: 90_000 } })
