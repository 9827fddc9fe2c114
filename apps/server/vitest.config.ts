import { defineConfig } from 'vitest/config'
import { shared } from '../../vitest.shared.ts'

// Each file starts servers with databases of their own; two cores carry one at a time.
export default defineConfig({ test: { ...shared, maxWorkers: 1, testTimeout: 90_000 } })
