import { randomUUID } from 'node:crypto'
import { CartageError, type DepotId, type OrganizationId } from '@cartage/domain'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { assertAppRole, type Db, json, withTenant } from '../src/index.ts'
import { aTenantWithDepot, useDatabase } from './database.ts'

const database = useDatabase()
let north: Awaited<ReturnType<typeof aTenantWithDepot>>
let south: Awaited<ReturnType<typeof aTenantWithDepot>>

beforeAll(async () => {
  north = await aTenantWithDepot(database.current.db)
  south = await aTenantWithDepot(database.current.db)
})

const tenantTables = sql<{ name: string; id: string }>`
  select c.relname as name, c.oid::text as id from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  order by 1`

const anOrderRow = (organizationId: OrganizationId, depotId: DepotId) => ({
  organizationId,
  id: randomUUID() as never,
  depotId,
  reference: randomUUID(),
  kind: 'delivery' as const,
  date: '2026-04-07',
  address: 'Avenyn 1',
  lon: 11.97,
  lat: 57.7,
  matchLevel: 'given' as const,
  confidence: 1,
  windows: json([]),
  serviceS: 300,
  load: json({ parcels: 1 }),
  skills: [],
  priority: 50,
  contact: json({}),
  notes: '',
  custom: json({}),
  state: 'unassigned' as const,
})

describe('SEC-C04 row-level security', () => {
  it('SEC-C04 is enabled and forced, with USING and WITH CHECK, on every table of the tenants', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not (
        c.relrowsecurity and c.relforcerowsecurity and exists (
          select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
            and pg_get_expr(p.polqual, p.polrelid) like '%app.organization_id%'
            and pg_get_expr(p.polwithcheck, p.polrelid) like '%app.organization_id%'
        )
      )`.execute(database.current.db)
    const all = await tenantTables.execute(database.current.db)

    expect(rows).toEqual([])
    expect(all.rows.length).toBeGreaterThanOrEqual(15)
  })

  it('SEC-C04 shows no row to a connection that names no organization', async () => {
    const { db } = database.current
    const { rows } = await tenantTables.execute(db)

    const counts = await Promise.all(
      rows.map(async ({ name }) => {
        const { rows: found } = await sql<{
          n: number
        }>`select count(*) as n from ${sql.table(name)}`.execute(db)
        return [name, found[0]!.n]
      }),
    )

    expect(counts.filter(([, n]) => n !== 0)).toEqual([])
  })

  it('SEC-C04 refuses to write a row of another organization', async () => {
    const write = withTenant(database.current.db, north.organizationId, (trx) =>
      trx.insertInto('order').values(anOrderRow(south.organizationId, south.depotId)).execute(),
    )

    await expect(write).rejects.toThrow(/row-level security/)
  })

  it('SEC-C04 holds for the owner of the tables too', async () => {
    const client = new pg.Client({ connectionString: database.current.ownerUrl })
    await client.connect()
    onTestFinished(() => client.end())

    const { rows } = await client.query('select * from depot')

    expect(rows).toEqual([])
  })
})

describe('SEC-C05 the role of the server', () => {
  it('SEC-C05 is neither superuser nor owner and cannot change tables', async () => {
    const { db, appUrl } = database.current
    const { rows } = await sql<{ rolsuper: boolean; rolbypassrls: boolean }>`
      select rolsuper as "rolsuper", rolbypassrls as "rolbypassrls" from pg_roles where rolname = current_user`.execute(
      db,
    )

    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
    await expect(sql`alter table depot disable row level security`.execute(db)).rejects.toThrow(/owner/)
    await expect(assertAppRole(appUrl)).resolves.toBeUndefined()
  })

  it('SEC-C05 refuses to run as the owner, naming the setting', async () => {
    await expect(assertAppRole(database.current.ownerUrl)).rejects.toThrow(/DATABASE_APP_URL/)
  })

  it('SEC-F04 may add to the audit log and neither change nor remove what stands there', async () => {
    const { db } = database.current
    const entry = {
      organizationId: north.organizationId,
      userId: null,
      action: 'order.create',
      entity: 'order',
      entityId: null,
      ip: null,
    }
    await withTenant(db, north.organizationId, (trx) => trx.insertInto('auditEvent').values(entry).execute())

    const run = (statement: RawBuilder<unknown>) =>
      withTenant(db, north.organizationId, (trx) => statement.execute(trx))

    await expect(run(sql`update audit_event set action = 'x'`)).rejects.toThrow(/permission denied/)
    await expect(run(sql`delete from audit_event`)).rejects.toThrow(/permission denied/)
    await expect(run(sql`truncate audit_event`)).rejects.toThrow(/permission denied/)
  })
})

describe('SEC-C06 the organization of a transaction', () => {
  it('SEC-C06 ends with the transaction, on a pool of one connection', async () => {
    const db = database.current.open({ max: 1 })
    const seen = await withTenant(db, north.organizationId, (trx) =>
      trx.selectFrom('depot').select('id').execute(),
    )

    const after = await db.selectFrom('depot').select('id').execute()

    expect(seen).toEqual([{ id: north.depotId }])
    expect(after).toEqual([])
  })

  it('SEC-C06 never shows a foreign row in 10,000 interleaved transactions, aborted at random', async () => {
    const db = database.current.open({ max: 4 })
    let state = 7
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state / 2_147_483_648
    }
    const visit = async (db_: Db, { organizationId, depotId }: typeof north): Promise<boolean> => {
      const isAborted = random() < 0.2
      let isOwn = false
      await withTenant(db_, organizationId, async (trx) => {
        const rows = await trx.selectFrom('depot').select('id').execute()
        isOwn = rows.length === 1 && rows[0]!.id === depotId
        if (isAborted) throw new Error('aborted')
      }).catch((error: Error) => {
        if (error.message !== 'aborted') throw error
      })
      return isOwn
    }
    const worker = async (): Promise<number> => {
      let own = 0
      for (let n = 0; n < 1_250; n++) own += Number(await visit(db, random() < 0.5 ? north : south))
      return own
    }

    const own = await Promise.all(Array.from({ length: 8 }, worker))

    expect(own.reduce((sum, n) => sum + n, 0)).toBe(10_000)
  }, 60_000)
})

describe('SEC-C07 keys', () => {
  it('SEC-C07 every unique and foreign key of a tenant-owned table includes the organization', async () => {
    const { rows } = await sql<{ table: string; name: string }>`
      select c.conrelid::regclass::text as "table", c.conname as name
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where t.relnamespace = 'public'::regnamespace and t.relname <> 'organization' and c.contype in ('p', 'u', 'f')
        and not exists (
          select from pg_attribute a
          where a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname = 'organization_id'
        )
      union all
      select i.indrelid::regclass::text, i.indexrelid::regclass::text
      from pg_index i join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and t.relname <> 'organization' and i.indisunique
        and not exists (
          select from pg_attribute a
          where a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[]) and a.attname = 'organization_id'
        )`.execute(database.current.db)

    expect(rows).toEqual([])
  })

  it('SEC-C07 gives the same error for a depot of another organization as for a missing one', async () => {
    const { db } = database.current
    const insertFor = async (depotId: DepotId): Promise<string> => {
      try {
        await withTenant(db, north.organizationId, (trx) =>
          trx.insertInto('order').values(anOrderRow(north.organizationId, depotId)).execute(),
        )
        return 'no error'
      } catch (error) {
        return error instanceof pg.DatabaseError ? `${error.code} ${error.constraint}` : String(error)
      }
    }

    const foreign = await insertFor(south.depotId)
    const missing = await insertFor(randomUUID() as DepotId)

    expect(foreign).toBe(missing)
    expect(foreign).toMatch(/^23503 /)
  })

  it('SEC-C07 lets two organizations use the same id without noticing', async () => {
    const { db } = database.current
    const row = anOrderRow(north.organizationId, north.depotId)
    await withTenant(db, north.organizationId, (trx) => trx.insertInto('order').values(row).execute())

    const other = { ...row, organizationId: south.organizationId, depotId: south.depotId }
    const write = withTenant(db, south.organizationId, (trx) =>
      trx.insertInto('order').values(other).execute(),
    )

    await expect(write).resolves.toBeDefined()
  })

  it('turns a reference that is taken into a CONFLICT that names the key', async () => {
    const row = anOrderRow(north.organizationId, north.depotId)
    const write = () =>
      withTenant(database.current.db, north.organizationId, (trx) =>
        trx
          .insertInto('order')
          .values({ ...row, id: randomUUID() as never })
          .execute(),
      )
    await write()

    const second = await write().catch((error: unknown) => error)

    expect(second).toBeInstanceOf(CartageError)
    expect(second).toMatchObject({ code: 'CONFLICT', reason: 'order_reference' })
  })
})
