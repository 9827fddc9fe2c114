import { defineConfig } from 'vitest/config'

// The command line runs as processes of its own; two cores carry few of them.
export default defineConfig({ test: { maxWorkers: 2, testTimeout: 90_000, hookTimeout: 90_000 } })
