import pg from 'pg'
import { PgBoss, type Queue as BossQueue } from 'pg-boss'
import { SCHEMA } from './boss-options.ts'
import { givenUpName, type NamedQueue } from './queue.ts'

export interface InstallOptions {
  /** True when no worker of an earlier start can be alive: what such a one left half-done runs again at once. */
  readonly areWorkersGone?: boolean
}

/** The first pause before a job that failed runs again; each further one is about twice as long. */
const RETRY_DELAY_S = 1
/** A job that was given up is told to its owner until that works, for about a day. */
const TELL_LIMIT = 12

/**
 * Installs or upgrades the queue tables and the named queues, as the owner of the database, and gives the server's
 * role the right to use them. Safe to run from several processes at once.
 */
export async function installQueues(
  ownerUrl: string,
  queues: readonly NamedQueue[],
  appRole: string,
  { areWorkersGone = false }: InstallOptions = {},
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
      const common = {
        heartbeatSeconds: heartbeatS,
        retryDelay: RETRY_DELAY_S,
        retryBackoff: true,
        notify: true,
      }
      await installQueue(boss, givenUpName(name), { ...common, retryLimit: TELL_LIMIT, expireInSeconds: 60 })
      await installQueue(boss, name, {
        ...common,
        retryLimit,
        expireInSeconds: expireInS,
        deadLetter: givenUpName(name),
      })
    }
    if (areWorkersGone) await releaseHeld(ownerUrl, boss)
  } finally {
    await boss.stop({ graceful: false })
  }
  await grantUse(ownerUrl, appRole)
}

/** createQueue leaves an existing queue as it is; the settings of this release win. */
async function installQueue(boss: PgBoss, name: string, settings: Omit<BossQueue, 'name'>): Promise<void> {
  await boss.createQueue(name, settings)
  await boss.updateQueue(name, settings)
}

/** Ends the runs of workers that are gone, without waiting until their silence shows. */
async function releaseHeld(ownerUrl: string, boss: PgBoss): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ readonly name: string; readonly ids: string[] }>(
      `select name, array_agg(id) as ids from ${SCHEMA}.job where state = 'active' group by name`,
    )
    for (const { name, ids } of rows) await boss.fail(name, ids, { message: 'the worker has ended' })
  } finally {
    await client.end()
  }
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
