import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openDatabase } from '../open-database.ts'
import type { Db } from '../with-tenant.ts'
import type { TestServerAddress } from './test-server.ts'

export interface TestDatabase {
  /** As the server connects. */
  readonly db: Db
  readonly appUrl: string
  readonly ownerUrl: string
  /** Another pool on the same database, ended together with it. */
  open(options?: { readonly max?: number }): Db
  /** Ends the pools and drops the database. Throws when a connection is still open that we did not open. */
  [Symbol.asyncDispose](): Promise<void>
}

/** A migrated database of one's own: a copy of the one that {@link startTestServer} made. */
export async function createTestDatabase(server: TestServerAddress): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = new URL(server.ownerUrl).pathname.slice(1)
  await maintain(server, `create database ${name} template ${template}`)
  const ownerUrl = withDatabase(server.ownerUrl, name)
  const appUrl = withDatabase(server.appUrl, name)
  const pools: Db[] = []
  const open = ({ max = 5 } = {}): Db => {
    const db = openDatabase({ url: appUrl, max })
    pools.push(db)
    return db
  }
  return {
    db: open(),
    appUrl,
    ownerUrl,
    open,
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((db) => db.destroy()))
      try {
        // Waits up to five seconds for connections that are just closing, and fails when one stays.
        await maintain(server, `drop database ${name}`)
      } catch (cause) {
        throw new Error('A connection to the test database was left open; end every pool and client.', {
          cause,
        })
      }
    },
  }
}

const withDatabase = (url: string, name: string): string => {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function maintain(server: TestServerAddress, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(server.ownerUrl, 'postgres') })
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}
