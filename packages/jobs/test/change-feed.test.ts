import { withTenant } from '@cartage/db'
import type { ChangeEvent, OrganizationId } from '@cartage/domain'
import { aTenant } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { type Jobs, openJobs } from '../src/open-jobs.ts'
import { pruneChanges } from '../src/prune-changes.ts'
import { publishChange } from '../src/publish-change.ts'

const database = useTestDatabase()
const open = (): Promise<Jobs> =>
  openJobs({ db: database.db, url: database.appUrl, onError: () => undefined })

const publish = (organizationId: OrganizationId, entityId: string): Promise<void> =>
  withTenant(database.db, organizationId, (trx) =>
    publishChange(trx, { organizationId, kind: 'order.changed', entityId, depotId: null, date: null }),
  )

/** Reads the feed until `count` events came, then ends it. */
async function take(
  jobs: Jobs,
  organizationId: OrganizationId,
  count: number,
  sinceId?: string,
): Promise<readonly ChangeEvent[]> {
  const ending = new AbortController()
  const events: ChangeEvent[] = []
  for await (const event of jobs.followChanges({ organizationId, depotIds: null }, sinceId, ending.signal)) {
    events.push(event)
    if (events.length === count) break
  }
  ending.abort()
  return events
}

/** Reads the feed up to and with the change of the named entity. */
async function takeUntil(
  jobs: Jobs,
  organizationId: OrganizationId,
  last: string,
  sinceId: string,
): Promise<readonly ChangeEvent[]> {
  const ending = new AbortController()
  const events: ChangeEvent[] = []
  for await (const event of jobs.followChanges({ organizationId, depotIds: null }, sinceId, ending.signal)) {
    events.push(event)
    if (event.entityId === last) break
  }
  ending.abort()
  return events
}

const names = (events: readonly ChangeEvent[]): readonly (string | null)[] =>
  events.map(({ entityId }) => entityId)

/** A place in the feed: everything later comes after it. */
async function mark(jobs: Jobs, organizationId: OrganizationId): Promise<string> {
  const first = take(jobs, organizationId, 1)
  let isMarked = false
  void first.then(() => (isMarked = true))
  while (!isMarked) {
    await publish(organizationId, 'mark')
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const [event] = await first
  return event!.id
}

/** Runs a statement that the server's role may not, on the organization's rows. */
async function asOwner(organizationId: OrganizationId, statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('begin')
  await owner.query(`select set_config('app.organization_id', $1, true)`, [organizationId])
  await owner.query(statement)
  await owner.query('commit')
  await owner.end()
}

describe('the change feed', () => {
  it('resumes after the event that was seen last, without a gap and without a repeat', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const since = await mark(jobs, organizationId)
    for (const name of ['a', 'b', 'c']) await publish(organizationId, name)

    const all = await takeUntil(jobs, organizationId, 'c', since)
    const again = await take(jobs, organizationId, 1, all.at(-2)!.id)

    expect(names(all).filter((name) => name !== 'mark')).toEqual(['a', 'b', 'c'])
    expect(names(again)).toEqual(['c'])
  })

  it('shows a transaction that began early and ended late, after those that ended before it', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const since = await mark(jobs, organizationId)
    const { promise: release, resolve: letGo } = Promise.withResolvers<void>()
    const slow = withTenant(database.db, organizationId, async (trx) => {
      await publishChange(trx, {
        organizationId,
        kind: 'order.changed',
        entityId: 'slow',
        depotId: null,
        date: null,
      })
      await release
    })
    await publish(organizationId, 'quick')
    letGo()
    await slow

    const ending = new AbortController()
    const seen = new Set<string | null>()
    for await (const { entityId } of jobs.followChanges(
      { organizationId, depotIds: null },
      since,
      ending.signal,
    )) {
      seen.add(entityId)
      if (seen.has('slow') && seen.has('quick')) break
    }
    ending.abort()

    expect([...seen]).toEqual(expect.arrayContaining(['slow', 'quick']))
  })

  it('SEC-C09 never shows an organization the changes of another', async () => {
    await using jobs = await open()
    const ours = await aTenant(database.db)
    const theirs = await aTenant(database.db)
    const since = await mark(jobs, ours)

    for (let index = 0; index < 50; index++) {
      await publish(theirs, 'theirs')
      await publish(ours, 'ours')
    }
    const ending = new AbortController()
    const events: ChangeEvent[] = []
    for await (const event of jobs.followChanges(
      { organizationId: ours, depotIds: null },
      since,
      ending.signal,
    )) {
      events.push(event)
      if (events.filter(({ entityId }) => entityId === 'ours').length === 50) break
    }
    ending.abort()

    expect(names(events)).not.toContain('theirs')
  })

  it('goes on after its listening connection was cut', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const since = await mark(jobs, organizationId)
    const ending = new AbortController()
    const seen: (string | null)[] = []
    const reading = (async () => {
      for await (const { entityId } of jobs.followChanges(
        { organizationId, depotIds: null },
        since,
        ending.signal,
      )) {
        seen.push(entityId)
        if (entityId === 'after the cut') break
      }
    })()

    const admin = new pg.Client({ connectionString: database.appUrl })
    await admin.connect()
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'cartage-listen' and datname = current_database()`,
    )
    await admin.end()
    await publish(organizationId, 'after the cut')
    await reading
    ending.abort()

    expect(rowCount).toBeGreaterThan(0)
    expect(seen).toContain('after the cut')
  })

  it('tells a reader whose place was pruned to load everything anew', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const since = await mark(jobs, organizationId)
    await asOwner(organizationId, `update change_event set at = now() - interval '2 days'`)

    const pruned = await withTenant(database.db, organizationId, pruneChanges)
    const events = await take(jobs, organizationId, 6, since)

    expect(pruned).toBeGreaterThan(0)
    expect(new Set(events.map(({ kind }) => kind)).size).toBe(6)
    expect(names(events)).toEqual([null, null, null, null, null, null])
  })

  it('forgets old changes by itself as new ones come', async () => {
    const organizationId = await aTenant(database.db)
    await publish(organizationId, 'old')
    await asOwner(organizationId, `update change_event set at = now() - interval '2 days'`)
    await asOwner(
      organizationId,
      `select setval('change_event_id_seq', (last_value / 256 + 1) * 256 - 1) from change_event_id_seq`,
    )

    await publish(organizationId, 'new')

    const kept = await withTenant(database.db, organizationId, (trx) =>
      trx.selectFrom('changeEvent').select('entityId').execute(),
    )
    expect(kept).toEqual([{ entityId: 'new' }])
  })

  it('says nothing of a change that was rolled back', async () => {
    await using jobs = await open()
    const organizationId = await aTenant(database.db)
    const since = await mark(jobs, organizationId)

    await withTenant(database.db, organizationId, async (trx) => {
      await publishChange(trx, {
        organizationId,
        kind: 'order.changed',
        entityId: 'undone',
        depotId: null,
        date: null,
      })
      await sql`select 1/0`.execute(trx)
    }).catch(() => undefined)
    await publish(organizationId, 'done')
    const seen = names(await takeUntil(jobs, organizationId, 'done', since))

    expect(seen).not.toContain('undone')
  })
})
