import { defineConfig } from 'vitest/config'
import { shared } from '../../vitest.shared.ts'

export default defineConfig({
  test: {
    ...shared,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'] } },
      {
        extends: true,
        // A server, a database and a browser at a time are what two cores carry.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 90_000,
          fileParallelism: false,
          isolate: true,
          // After the others, which run two at a time.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
