import { startTestServer, type TestServerAddress } from '@cartage/db/testing'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServerAddress
  }
}

/**
 * What vitest's `globalSetup` calls: one PostgreSQL for the whole run, on its own port and folder. `prepare` may
 * add to the database that each test file gets a copy of, such as the tables of the queue.
 */
export const databaseSetup =
  (prepare?: (address: TestServerAddress) => Promise<void>) =>
  async (project: TestProject): Promise<() => Promise<void>> => {
    const server = await startTestServer(prepare)
    project.provide('testServer', { ownerUrl: server.ownerUrl, appUrl: server.appUrl })
    return () => server[Symbol.asyncDispose]()
  }
