import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, withTenant } from '../src/index.ts'
import { aTenantWithDepot, useDatabase } from './database.ts'

const database = useDatabase()
let tenant: Awaited<ReturnType<typeof aTenantWithDepot>>

beforeAll(async () => {
  tenant = await aTenantWithDepot(database.current.db)
})

const rename = (name: string) => ({
  in: (trx: Parameters<Parameters<typeof withTenant>[2]>[0]) =>
    trx.updateTable('depot').set({ name }).where('id', '=', tenant.depotId).execute(),
})

const nameNow = async (): Promise<string> => {
  const { db } = database.current
  const row = await withTenant(db, tenant.organizationId, (trx) =>
    trx.selectFrom('depot').select('name').where('id', '=', tenant.depotId).executeTakeFirstOrThrow(),
  )
  return row.name
}

describe('a transaction for an organization', () => {
  it('F06 is tried again after a serialization failure and a deadlock, at most three times', async () => {
    const { db, organizationId } = { ...database.current, db: database.current.db, ...tenant }
    const fail = (code: string) =>
      sql`do ${sql.lit(`begin raise exception 'again' using errcode = '${code}'; end`)}`
    let attempts = 0
    await withTenant(db, organizationId, async (trx) => {
      attempts++
      if (attempts === 1) await fail('40001').execute(trx)
      if (attempts === 2) await fail('40P01').execute(trx)
      await rename('third time').in(trx)
    })
    let hopeless = 0
    const never = withTenant(db, organizationId, async (trx) => {
      hopeless++
      await fail('40001').execute(trx)
    })

    await expect(never).rejects.toThrow('again')
    expect([attempts, hopeless, await nameNow()]).toEqual([3, 4, 'third time'])
  })

  it('rolls back when its signal is aborted before the commit', async () => {
    const before = await nameNow()
    const abort = new AbortController()

    const change = withTenant(
      database.current.db,
      tenant.organizationId,
      async (trx) => {
        await rename('never seen').in(trx)
        abort.abort(new Error('the person left'))
      },
      { signal: abort.signal },
    )

    await expect(change).rejects.toThrow('the person left')
    expect(await nameNow()).toBe(before)
  })

  it('keeps nothing when one of several statements at once fails, and leaves the connection whole', async () => {
    const before = await nameNow()

    const change = withTenant(database.current.db, tenant.organizationId, (trx) =>
      Promise.all([rename('never seen').in(trx), sql`select 1 / 0`.execute(trx), rename('nor this').in(trx)]),
    )

    await expect(change).rejects.toThrow('division by zero')
    expect(await nameNow()).toBe(before)
  })

  it('tells why it could not begin, whatever was asked in it', async () => {
    const { db } = database.current

    const change = db.pipeline(`set local statement_timeout = 'soon'`, (trx) =>
      sql`select 1 as one`.execute(trx),
    )

    await expect(change).rejects.toThrow('invalid value for parameter "statement_timeout"')
    expect(await nameNow()).toBeTypeOf('string')
  })

  it('takes nothing more once it is over', async () => {
    const before = await nameNow()
    let late: Parameters<ReturnType<typeof rename>['in']>[0] | undefined
    await withTenant(database.current.db, tenant.organizationId, async (trx) => {
      late = trx
    })

    await expect(rename('too late').in(late!)).rejects.toThrow('The transaction is over')
    expect(await nameNow()).toBe(before)
  })

  it('SEC-C01 writes nothing where it only reads, and leaves the connection to the next with nothing of its own', async () => {
    const before = await nameNow()
    const one = openDatabase({ url: database.current.appUrl, max: 1 })
    const { organizationId } = tenant
    const seen = sql<{ organization: string; limit: string }>`select
      coalesce(current_setting('app.organization_id', true), '') as organization,
      current_setting('statement_timeout') as "limit"`

    const writing = withTenant(one, organizationId, (trx) => rename('never seen').in(trx), {
      isReadOnly: true,
    })
    await expect(writing).rejects.toThrow('read-only transaction')
    const options = { isReadOnly: true, statementTimeoutMs: 900 }
    const reading = await withTenant(one, organizationId, (trx) => seen.execute(trx), options)
    const outside = await seen.execute(one)
    const renamed = await withTenant(one, organizationId, (trx) => rename(before).in(trx))
    await one.destroy()

    expect(reading.rows).toEqual([{ organization: organizationId, limit: '900ms' }])
    expect(outside.rows).toEqual([{ organization: '', limit: '5s' }])
    expect(renamed[0]?.numUpdatedRows).toBe(1n)
    expect(await nameNow()).toBe(before)
  })

  it('SEC-D14 ends a statement that takes longer than it may', async () => {
    const slow = withTenant(
      database.current.db,
      tenant.organizationId,
      (trx) => sql`select pg_sleep(5)`.execute(trx),
      {
        statementTimeoutMs: 50,
      },
    )

    await expect(slow).rejects.toThrow(/statement timeout/)
  })

  it('SEC-D14 limits statements outside of it too', async () => {
    const { rows } = await sql<{
      limit: string
    }>`select current_setting('statement_timeout') as "limit"`.execute(database.current.db)

    expect(rows).toEqual([{ limit: '5s' }])
  })

  it('reads days as text, instants as dates, counts as numbers and JSON keys as written', async () => {
    const { rows } = await withTenant(database.current.db, tenant.organizationId, (trx) =>
      sql`select date '2026-04-07' as day, timestamptz '2026-04-07T08:00:00+02:00' as at_time, count(*) as how_many,
        '{"weight_kg": 1}'::jsonb as load`.execute(trx),
    )

    expect(rows).toEqual([
      { day: '2026-04-07', atTime: new Date('2026-04-07T06:00:00Z'), howMany: 1, load: { weight_kg: 1 } },
    ])
  })

  it('moves updated_at with every change', async () => {
    const { db } = database.current
    const stamps = () =>
      withTenant(db, tenant.organizationId, (trx) =>
        trx
          .selectFrom('depot')
          .select(['createdAt', 'updatedAt'])
          .where('id', '=', tenant.depotId)
          .executeTakeFirstOrThrow(),
      )
    const before = await stamps()

    await withTenant(db, tenant.organizationId, (trx) => rename('moved').in(trx))

    const after = await stamps()
    expect(after.createdAt).toEqual(before.createdAt)
    expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime())
  })
})
