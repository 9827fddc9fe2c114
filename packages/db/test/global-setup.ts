import type { TestProject } from 'vitest/node'
import { startTestServer, type TestServerAddress } from '../src/testing/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServerAddress
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  project.provide('testServer', { ownerUrl: server.ownerUrl, appUrl: server.appUrl })
  return () => server[Symbol.asyncDispose]()
}
