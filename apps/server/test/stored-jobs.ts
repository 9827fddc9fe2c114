import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase } from '@cartage/db'
import { type RawBuilder, sql } from 'kysely'

export interface StoredJob {
  readonly name: string
  readonly state: string
  readonly retryCount: number
}

/** The owner's address of the embedded database that runs on a data folder. */
export async function ownerUrlOf(dataDir: string): Promise<string> {
  const password = (await readFile(path.join(dataDir, 'owner.password'), 'utf8')).trim()
  const port = (await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[3]
  return `postgres://cartage:${password}@127.0.0.1:${port}/cartage`
}

/** Asks the database behind the server's back. */
export async function askDatabase<Row>(url: string, question: RawBuilder<Row>): Promise<readonly Row[]> {
  const db = openDatabase({ url, max: 1 })
  try {
    return (await question.execute(db)).rows
  } finally {
    await db.destroy()
  }
}

/** The jobs that the queue holds as being worked on. */
export const activeJobs = (ownerUrl: string): Promise<readonly StoredJob[]> =>
  askDatabase(
    ownerUrl,
    sql<StoredJob>`select name, state, retry_count from pgboss.job where state = 'active'`,
  )
