import { defineConfig } from 'vitest/config'

// Tests build regions and start processes: on a busy machine the usual five seconds are too few. Files that share
// their modules start warm, and nothing here keeps state in a module.
export default defineConfig({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 120_000 } })
