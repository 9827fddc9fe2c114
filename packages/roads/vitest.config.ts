import { defineConfig } from 'vitest/config'

// Tests build regions and start processes: on a busy machine the usual five seconds are too few.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } })
