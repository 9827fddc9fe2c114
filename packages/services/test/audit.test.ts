import { withTenant } from '@cartage/db'
import { listAuditInput, type AuditEvent, type OrganizationId } from '@cartage/domain'
import { aDepot, anId } from '@cartage/testing'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportAudit } from '../src/audit/export-audit.ts'
import { listAudit, listAuditChoices } from '../src/audit/list-audit.ts'
import { selectAudit } from '../src/audit/select-audit.ts'
import type { StaffContext } from '../src/context.ts'
import { createDepot } from '../src/depots/create-depot.ts'
import { removeDepot } from '../src/depots/remove-depot.ts'
import { updateDepot } from '../src/depots/update-depot.ts'
import { useServices } from './use-services.ts'

const use = useServices()

/** An administrator with so many events, a second apart, the last one first in the log. */
async function aLog(count: number, organizationId?: OrganizationId): Promise<StaffContext> {
  const ctx = await use.staff('admin', organizationId)
  await withTenant(
    use.services.db,
    ctx.organizationId,
    (trx) =>
      sql`insert into audit_event (organization_id, at, user_id, action, entity, entity_id, result, ip, after, detail)
      select ${ctx.organizationId}::uuid, timestamptz '2026-01-01' + n * interval '1 second',
        case when n % 1000 = 0 then ${ctx.userId}::uuid end,
        (array['order.create', 'order.update', 'depot.update', 'session.create'])[1 + n % 4],
        (array['order', 'order', 'depot', 'session'])[1 + n % 4],
        'thing-' || n % 5000, case when n % 50 = 0 then 'refused' else 'done' end, '198.51.100.7',
        jsonb_build_object('name', 'Name ' || n), '{}'::jsonb
      from generate_series(1, ${count}) as n`.execute(trx),
    { statementTimeoutMs: 100_000 },
  )
  return ctx
}

const aNewDepot = (name = 'North') => {
  const { id, address, lon, lat, zone, region } = aDepot()
  return { id, name, address, lon, lat, zone, region }
}

const list = (ctx: StaffContext, input: object = {}) => listAudit({ ctx, input: listAuditInput.parse(input) })

async function all(ctx: StaffContext, input: object): Promise<readonly AuditEvent[]> {
  const found: AuditEvent[] = []
  let cursor: string | undefined
  do {
    const page = await list(ctx, { ...input, cursor })
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return found
}

const textOf = async (pieces: AsyncGenerator<string>): Promise<string> => {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

describe('the audit log', () => {
  it('SEC-F04 has what a change was before and after, from where and with what', async () => {
    const ctx = { ...(await use.staff('admin')), remoteAddress: '198.51.100.7', userAgent: 'curl/8' }
    const depot = aNewDepot('North')
    await createDepot({ ctx, input: depot })
    await updateDepot({ ctx, input: { id: depot.id, version: 1, name: 'South', address: depot.address } })
    await removeDepot({ ctx, input: { id: depot.id } })

    const { items } = await list(ctx)

    expect(items).toMatchObject([
      { action: 'depot.remove', before: { isRemoved: false }, after: { isRemoved: true } },
      { action: 'depot.update', before: { name: 'North' }, after: { name: 'South' } },
      { action: 'depot.create', before: {}, after: { name: 'North', zone: depot.zone } },
    ])
    expect(items[1]!.after).toEqual({ name: 'South' })
    expect(items[0]).toMatchObject({ ip: '198.51.100.7', userAgent: 'curl/8', user: { id: ctx.userId } })
  })

  it('is read page by page, the newest first, none twice and none left out', async () => {
    const ctx = await aLog(250)

    const found = await all(ctx, { limit: 60 })

    expect(found.map(({ after }) => after?.name)).toEqual(
      Array.from({ length: 250 }, (_, at) => `Name ${250 - at}`),
    )
  })

  it.each([
    ['person', (ctx: StaffContext) => ({ userId: ctx.userId }), 2],
    ['action', () => ({ action: 'depot.update' }), 500],
    ['entity', () => ({ entity: 'order' }), 1_000],
    ['id', () => ({ entityId: 'thing-7' }), 1],
    ['result', () => ({ result: 'refused' }), 40],
    ['time', () => ({ from: '2026-01-01T00:00:10Z', until: '2026-01-01T00:00:20Z' }), 10],
    ['text', () => ({ text: 'NAME 1234' }), 1],
    ['text that means itself', () => ({ text: 'Name_1%' }), 0],
    ['several', () => ({ entity: 'order', from: '2026-01-01T00:00:10Z', until: '2026-01-01T00:00:14Z' }), 2],
  ])('is narrowed by %s', async (_, filter, count) => {
    const ctx = await aLog(2_000)

    expect(await all(ctx, { ...filter(ctx), limit: 500 })).toHaveLength(count)
  })

  it('goes on searching for a text behind the first rows', async () => {
    const ctx = await aLog(45_000)

    const first = await list(ctx, { text: 'Name 17"' })
    const found = await all(ctx, { text: 'Name 17"' })

    expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) })
    expect(found.map(({ after }) => after?.name)).toEqual(['Name 17'])
  })

  it.each(['x', '2026-01-01T00:00:00.000000Z_', '9999-99-99T00:00:00.000000Z_1', "'; drop table"])(
    'refuses the cursor %s, which no page gave out',
    async (cursor) => {
      await expect(list(await use.staff('admin'), { cursor })).rejects.toMatchObject({
        code: 'INVALID',
        field: 'cursor',
      })
    },
  )

  it('says by what it can be narrowed', async () => {
    const ctx = await aLog(100)

    expect((await listAuditChoices({ ctx })).actions).toEqual([
      'depot.update',
      'order.create',
      'order.update',
      'session.create',
    ])
  })

  it('SEC-C03 is an organization’s own, for those who may read it', async () => {
    await aLog(10)

    expect((await list(await use.staff('admin'))).items).toEqual([])
    await expect(list(await use.staff('dispatcher'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the log as a file', () => {
  it('is whole, as CSV and as JSON lines, and recorded itself', async () => {
    const ctx = await aLog(2_500)

    const csv = await textOf(await exportAudit({ ctx, input: { format: 'csv', entity: 'order' } }))
    const lines = await textOf(await exportAudit({ ctx, input: { format: 'ndjson', entity: 'order' } }))

    const rows: Record<string, string>[] = parse(csv, { bom: true, columns: true })
    expect(rows).toHaveLength(1_250)
    expect(rows[0]).toMatchObject({ at: '2026-01-01T00:41:40.000000Z', action: 'order.create' })
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toHaveLength(1_250)
    expect((await list(ctx, { action: 'audit.export' })).items.map(({ detail }) => detail)).toEqual([
      { format: 'ndjson', entity: 'order' },
      { format: 'csv', entity: 'order' },
    ])
  })

  it('SEC-E08 has no cell that a spreadsheet runs', async () => {
    const ctx = { ...(await use.staff('admin')), userAgent: '=HYPERLINK("http://example.test")' }
    await createDepot({ ctx, input: aNewDepot() })

    const csv = await textOf(await exportAudit({ ctx, input: { format: 'csv', entity: 'depot' } }))

    const [row] = parse(csv, { bom: true, columns: true }) as Record<string, string>[]
    expect(row?.['user_agent']).toMatch(/^'=HYPERLINK/)
  })
})

describe('a long log', () => {
  let ctx: StaffContext
  beforeAll(async () => {
    ctx = await aLog(100_000)
    // Others have as much, or the planner would not care whose rows they are.
    await aLog(100_000)
  }, 120_000)

  const filters = {
    everything: {},
    person: { userId: anId<'user'>() },
    action: { action: 'depot.update' },
    entity: { entity: 'order' },
    id: { entityId: 'thing-7' },
    time: { from: '2026-01-01T10:00:00Z', until: '2026-01-01T11:00:00Z' },
  }

  it.each(Object.entries(filters))(
    'is read through an index, in order, narrowed by %s',
    async (_, filter) => {
      const plan = await withTenant(use.services.db, ctx.organizationId, async (trx) => {
        const place = { atText: '2026-01-01T20:00:00.000000Z', id: 90_000 }
        const { sql: text, parameters } = selectAudit(trx, filter, place).limit(101).compile()
        const rows = await trx.executeQuery<Record<string, string>>({
          ...sql`explain select 1`.compile(trx),
          sql: `explain ${text}`,
          parameters,
        })
        return rows.rows.map((row) => Object.values(row)[0]).join('\n')
      })

      expect(plan).toMatch(/Index Scan/)
      expect(plan).not.toMatch(/Seq Scan|Sort|Bitmap/)
    },
  )
})
