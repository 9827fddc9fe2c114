import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { SCHEMA } from './boss-options.ts'
import type { NamedQueue } from './queue.ts'

/**
 * Installs or upgrades the queue tables and the named queues, as the owner of the database, and gives the server's
 * role the right to use them. Safe to run from several processes at once.
 */
export async function installQueues(
  ownerUrl: string,
  queues: readonly NamedQueue[],
  appRole: string,
): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  })
  boss.on('error', () => undefined)
  await boss.start()
  try {
    for (const { name, retryLimit, expireInS, heartbeatS } of queues) {
      const settings = { retryLimit, expireInSeconds: expireInS, heartbeatSeconds: heartbeatS, notify: true }
      // createQueue leaves an existing queue as it is; the settings of this release win.
      await boss.createQueue(name, settings)
      await boss.updateQueue(name, settings)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  await grantUse(ownerUrl, appRole)
}

async function grantUse(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const role = client.escapeIdentifier(appRole)
    await client.query(`
      grant usage on schema ${SCHEMA} to ${role};
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${role};
      grant usage, select on all sequences in schema ${SCHEMA} to ${role};
      grant execute on all functions in schema ${SCHEMA} to ${role};
    `)
  } finally {
    await client.end()
  }
}
