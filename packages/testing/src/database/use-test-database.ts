import { createTestDatabase, type TestDatabase } from '@cartage/db/testing'
import { afterAll, beforeAll, inject } from 'vitest'
import './database-setup.ts'

const TIMEOUT_MS = 30_000

/**
 * Gives the test file a migrated database of its own, dropped after the last test; a connection that was left
 * open by then fails the run. Read its properties inside tests and hooks only.
 */
export function useTestDatabase(): Pick<TestDatabase, 'db' | 'appUrl' | 'ownerUrl' | 'open'> {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await createTestDatabase(inject('testServer'))
  }, TIMEOUT_MS)
  afterAll(async () => {
    await database?.[Symbol.asyncDispose]()
  }, TIMEOUT_MS)
  const ready = (): TestDatabase => {
    if (database === undefined)
      throw new Error('The test database is there from the first beforeAll hook on.')
    return database
  }
  return {
    get db() {
      return ready().db
    },
    get appUrl() {
      return ready().appUrl
    },
    get ownerUrl() {
      return ready().ownerUrl
    },
    open: (options) => ready().open(options),
  }
}
