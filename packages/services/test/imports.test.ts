import { setTimeout as sleep } from 'node:timers/promises'
import { type Auth, givenKeys, openAuth } from '@cartage/auth'
import { json, withTenant } from '@cartage/db'
import {
  CartageError,
  type DepotId,
  type Import,
  type ImportId,
  type OrganizationId,
  type UserId,
} from '@cartage/domain'
import { openJobs, type Jobs } from '@cartage/jobs'
import { A_DAY, aDepot, anId, aTenant, aVehicle, insert } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffContext } from '../src/context.ts'
import { checkImport } from '../src/imports/check-import.ts'
import { importCheckQueue } from '../src/imports/check-queue.ts'
import { commitImport } from '../src/imports/commit-import.ts'
import { discardImport } from '../src/imports/discard-import.ts'
import { editImportRows } from '../src/imports/edit-import-rows.ts'
import { getImport } from '../src/imports/get-import.ts'
import { noCounts } from '../src/imports/internal.ts'
import { listImportRows } from '../src/imports/list-import-rows.ts'
import { runImportCheck } from '../src/imports/run-import-check.ts'
import { setImportColumns } from '../src/imports/set-import-columns.ts'
import { startImport } from '../src/imports/start-import.ts'
import { undoImport } from '../src/imports/undo-import.ts'
import { createRegionStore, type RegionStore } from '../src/regions/region-store.ts'
import { aRegionFolder } from './a-region-folder.ts'
import { makeXlsx } from './make-xlsx.ts'

const database = useTestDatabase()
let regionFolder: Awaited<ReturnType<typeof aRegionFolder>>
let regions: RegionStore
let jobs: Jobs
let auth: Auth

beforeAll(async () => {
  auth = openAuth({
    db: database.db,
    isHttps: false,
    publicUrl: 'http://localhost:3000',
    keys: givenKeys('seven-grey-herons-by-a-lighthouse', 'keys'),
  })
  regionFolder = await aRegionFolder()
  regions = createRegionStore(regionFolder.folder)
  jobs = await openJobs({ db: database.db, url: database.appUrl, onError: () => undefined })
}, 60_000)
afterAll(async () => {
  await jobs[Symbol.asyncDispose]()
  await regions[Symbol.asyncDispose]()
  await regionFolder[Symbol.asyncDispose]()
})

interface Setting {
  readonly ctx: StaffContext
  readonly depotId: DepotId
}

/** A dispatcher of a fresh organization with one depot and one van. */
async function aDispatcher(): Promise<Setting> {
  const organizationId = await aTenant(database.db)
  const depot = aDepot()
  await withTenant(database.db, organizationId, async (trx) => {
    await insert.depot(trx, organizationId, depot)
    await insert.vehicle(trx, organizationId, aVehicle({ depotId: depot.id, capacity: { parcels: 80 } }))
  })
  return { ctx: contextOf(organizationId), depotId: depot.id }
}

const contextOf = (organizationId: OrganizationId): StaffContext => {
  const used: Partial<StaffContext> = {
    db: database.db,
    auth,
    jobs,
    regions,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => new Date('2026-04-01T10:00:00Z'),
    newId: () => crypto.randomUUID(),
    organizationId,
    userId: anId<'user'>() as UserId,
    depotIds: null,
    role: 'dispatcher',
    permissions: new Set(['order:read', 'order:write']),
  }
  return used as StaffContext
}

const header = 'order no,address,from,to,parcels,notes'
const good = [
  'A-1,Harbour Street 4,08:00,12:00,2,Ring twice',
  'A-2,Mill Lane 7,08:00,12:00,3,',
  'A-3,Church Road 1,13:00,18:00,1,Back door',
]

/** Starts an import and checks it, as the job does. */
async function dryRun(
  { ctx, depotId }: Setting,
  lines: readonly string[],
  id: ImportId = anId(),
): Promise<Import> {
  const file = Buffer.from([header, ...lines].join('\n'))
  await startImport({ ctx, input: { id, depotId, date: A_DAY, fileName: 'orders.csv', file } })
  return checkImport(ctx, id)
}

const ordersOf = ({ ctx }: Setting) =>
  withTenant(ctx.db, ctx.organizationId, (trx) =>
    trx
      .selectFrom('order')
      .select(['id', 'reference', 'notes', 'version', 'updatedAt'])
      .where('deletedAt', 'is', null)
      .orderBy('reference')
      .execute(),
  )

describe('a dry run', () => {
  it('shows what every row would do and changes no order', async () => {
    const setting = await aDispatcher()
    const ready = await dryRun(setting, [...good, 'A-4,Nowhere Alley 1,08:00,12:00,1,'])
    const page = await listImportRows({
      ctx: setting.ctx,
      input: { id: ready.id, show: 'all', limit: 2 },
    })
    const next = await listImportRows({
      ctx: setting.ctx,
      input: { id: ready.id, show: 'all', limit: 2, cursor: page.nextCursor },
    })

    expect(ready).toMatchObject({
      state: 'ready',
      encoding: 'UTF-8',
      separator: ',',
      progress: null,
      counts: { rows: 4, create: 3, update: 0, unchanged: 0, held: 1, warnings: 0 },
    })
    expect(page.total).toBe(4)
    expect(page.items.map(({ row, action }) => [row, action])).toEqual([
      [2, 'create'],
      [3, 'create'],
    ])
    expect(page.items[0]!.place).toMatchObject({ level: 'street' })
    expect(next.items[1]!.findings).toMatchObject([{ code: 'PLACE_NOT_FOUND', row: 5, column: 'address' }])
    expect(next.nextCursor).toBeUndefined()
    expect(await ordersOf(setting)).toEqual([])
  })

  it('is checked by a job that starts when the upload is through', async () => {
    const setting = await aDispatcher()
    await jobs.work(importCheckQueue, (run) => runImportCheck(setting.ctx, run))
    const id = anId<'import'>()

    const started = await startImport({
      ctx: setting.ctx,
      input: {
        id,
        depotId: setting.depotId,
        date: A_DAY,
        fileName: 'a.csv',
        file: Buffer.from(`${header}\n${good[0]}`),
      },
    })
    let seen = started
    while (seen.state === 'reading') {
      await sleep(50)
      seen = await getImport({ ctx: setting.ctx, input: { id } })
    }

    expect(started).toMatchObject({ state: 'reading', progress: { phase: 'checking', done: 0, total: 1 } })
    expect(seen).toMatchObject({ state: 'ready', counts: { create: 1 } })
  }, 60_000)

  it('a file that cannot be read leaves nothing behind', async () => {
    const setting = await aDispatcher()
    const id = anId<'import'>()
    const file = Buffer.from(`${header}\n${good[0]}\nA-9,"open`)
    const start = startImport({
      ctx: setting.ctx,
      input: { id, depotId: setting.depotId, date: A_DAY, fileName: 'a.csv', file },
    })

    await expect(start).rejects.toThrow(/a\.csv, row 3: a quote/)
    await expect(getImport({ ctx: setting.ctx, input: { id } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('an upload that breaks off leaves nothing behind', async () => {
    const setting = await aDispatcher()
    const id = anId<'import'>()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${header}\n`)
      for (let row = 0; row < 2_000; row += 1) yield Buffer.from(`R-${row},Mill Lane 1,,,1,\n`)
      throw new Error('connection reset')
    }
    const start = startImport({
      ctx: setting.ctx,
      input: { id, depotId: setting.depotId, date: A_DAY, fileName: 'a.csv', file: broken() },
    })

    await expect(start).rejects.toThrow('connection reset')
    const left = await withTenant(setting.ctx.db, setting.ctx.organizationId, (trx) =>
      trx.selectFrom('importRow').select('row').execute(),
    )
    expect(left).toEqual([])
  })

  it('what a killed process left of an upload is gone with the next one', async () => {
    const setting = await aDispatcher()
    const { ctx, depotId } = setting
    const id = anId<'import'>()
    const left = (updatedAt: Date, name: ImportId) =>
      withTenant(ctx.db, ctx.organizationId, (trx) =>
        sql`
          insert into import (organization_id, id, depot_id, date, file_name, state, counts, progress, updated_at)
          values (${ctx.organizationId}, ${name}, ${depotId}, ${A_DAY}, 'a.csv', 'reading', ${json(noCounts)},
            ${json({ phase: 'reading', done: 500, total: 0 })}, ${updatedAt})
        `.execute(trx),
      )
    const young = anId<'import'>()
    await left(new Date(Date.now() - 11 * 60_000), id)
    await left(new Date(), young)

    await dryRun(setting, good)

    await expect(getImport({ ctx, input: { id } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await getImport({ ctx, input: { id: young } })).toMatchObject({ state: 'reading' })
  })

  it('a workbook is taken in like a text file', async () => {
    const setting = await aDispatcher()
    const id = anId<'import'>()
    const file = makeXlsx([header.split(','), ['X-1', 'Mill Lane 3', { value: 0.5, style: 2 }, 0.75, 2, '']])

    await startImport({
      ctx: setting.ctx,
      input: { id, depotId: setting.depotId, date: A_DAY, fileName: 'orders.xlsx', file },
    })
    const ready = await checkImport(setting.ctx, id)
    await commitImport({ ctx: setting.ctx, input: { id } })

    expect(ready).toMatchObject({ state: 'ready', encoding: 'XLSX', separator: '', counts: { create: 1 } })
    expect((await ordersOf(setting)).map(({ reference }) => reference)).toEqual(['X-1'])
  })

  it('starting again with the same id answers with the same import', async () => {
    const setting = await aDispatcher()
    const ready = await dryRun(setting, good)

    const again = await dryRun(setting, good, ready.id)

    expect(again).toEqual(ready)
  })

  it('a check that died half-way is run again from the start', async () => {
    const setting = await aDispatcher()
    const id = anId<'import'>()
    const file = Buffer.from([header, ...good].join('\n'))
    await startImport({
      ctx: setting.ctx,
      input: { id, depotId: setting.depotId, date: A_DAY, fileName: 'a', file },
    })
    const dead = AbortSignal.abort()
    await expect(checkImport({ ...setting.ctx, signal: dead }, id)).rejects.toThrow(/abort/)

    const ready = await checkImport(setting.ctx, id)

    expect(ready).toMatchObject({ state: 'ready', counts: { rows: 3, create: 3 } })
  })
})

describe('mending', () => {
  it('new texts are checked at once, with the rows that share a reference', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, [good[0]!, 'A-1,Mill Lane 7,08:00,12:00,3,', 'A-3,Nowhere 1,,,1,'])

    const first = await editImportRows({
      ctx,
      input: { id, edits: [{ row: 4, column: 'address', value: 'Garden Walk 3' }] },
    })
    const second = await editImportRows({
      ctx,
      input: { id, edits: [{ row: 2, column: 'order no', value: 'B-1' }] },
    })

    expect(first.rows.map(({ row, action }) => [row, action])).toEqual([[4, 'create']])
    expect(first.counts).toMatchObject({ create: 2, held: 1 })
    expect(second.rows.map(({ row, action }) => [row, action])).toEqual([
      [2, 'create'],
      [3, 'create'],
    ])
    expect(second.counts).toMatchObject({ create: 3, held: 0 })
    const kept = await listImportRows({ ctx, input: { id, show: 'all', limit: 10 } })
    expect(kept.items.map(({ cells }) => cells[0])).toEqual(['B-1', 'A-1', 'A-3'])
  })

  it('an unknown column or row is named and nothing changes', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, good)
    const edit = (row: number, column: string) =>
      editImportRows({
        ctx,
        input: {
          id,
          edits: [
            { row: 2, column: 'notes', value: 'changed' },
            { row, column, value: 'x' },
          ],
        },
      })

    await expect(edit(2, 'colour')).rejects.toMatchObject({ code: 'INVALID', field: 'edits.1.column' })
    await expect(edit(99, 'notes')).rejects.toMatchObject({ code: 'INVALID', field: 'edits.1.row' })
    const { items } = await listImportRows({ ctx, input: { id, show: 'all', limit: 1 } })
    expect(items[0]!.cells[5]).toBe('Ring twice')
  })

  it('a chosen column is remembered for the next file with this header', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const file = (reference: string) => Buffer.from(`no;where;what\n${reference};Mill Lane 2;3`)
    const input = { depotId: setting.depotId, date: A_DAY, fileName: 'x.csv' }
    const id = anId<'import'>()
    await startImport({ ctx, input: { ...input, id, file: file('A') } })
    const guessed = await checkImport(ctx, id)

    await setImportColumns({
      ctx,
      input: {
        id,
        columns: [
          { name: 'no', field: 'reference' },
          { name: 'where', field: 'address' },
          { name: 'what', field: 'load', dimension: 'parcels' },
        ],
      },
    })
    const chosen = await checkImport(ctx, id)
    const nextId = anId<'import'>()
    await startImport({ ctx, input: { ...input, id: nextId, file: file('B') } })
    const remembered = await checkImport(ctx, nextId)

    expect(guessed.counts).toMatchObject({ held: 1 })
    expect(guessed.findings.map(({ code }) => code)).toEqual([
      'COLUMN_UNKNOWN',
      'COLUMN_UNKNOWN',
      'COLUMN_UNKNOWN',
    ])
    expect(chosen).toMatchObject({ counts: { create: 1, held: 0 }, findings: [] })
    expect(remembered).toMatchObject({ counts: { create: 1 }, findings: [], columns: chosen.columns })
  })

  it('two columns cannot mean the same, and a load needs a dimension', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, good)
    const set = (columns: Parameters<typeof setImportColumns>[0]['input']['columns']) =>
      setImportColumns({ ctx, input: { id, columns } })

    await expect(set([{ name: 'notes', field: 'address' }])).rejects.toThrow(/"address" and "notes"/)
    await expect(set([{ name: 'notes', field: 'load' }])).rejects.toMatchObject({
      field: 'columns.0.dimension',
    })
    await expect(set([{ name: 'colour', field: 'ignore' }])).rejects.toMatchObject({
      field: 'columns.0.name',
    })
  })
})

describe('committing', () => {
  it('the same file twice changes nothing', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const first = await dryRun(setting, good)
    const done = await commitImport({ ctx, input: { id: first.id } })
    const before = await ordersOf(setting)

    const second = await dryRun(setting, good)
    await commitImport({ ctx, input: { id: second.id } })

    expect(done).toMatchObject({ state: 'done', counts: { create: 3 } })
    expect(second.counts).toMatchObject({ unchanged: 3, create: 0, update: 0 })
    expect(before.map(({ reference }) => reference)).toEqual(['A-1', 'A-2', 'A-3'])
    expect(await ordersOf(setting)).toEqual(before)
  })

  it('committing again answers with what the first time did', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, good)
    const [first, second] = await Promise.all([
      commitImport({ ctx, input: { id } }),
      commitImport({ ctx, input: { id } }),
    ])

    expect(second).toEqual(first)
    expect(await ordersOf(setting)).toHaveLength(3)
  })

  it('an order that is there is changed where the row says something else, and only then', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const first = await dryRun(setting, good)
    await commitImport({ ctx, input: { id: first.id } })
    const second = await dryRun(setting, [good[0]!, good[1]!.replace(',3,', ',4,'), 'A-9,Garden Walk 1,,,1,'])
    await commitImport({ ctx, input: { id: second.id } })

    expect(second.counts).toMatchObject({ create: 1, update: 1, unchanged: 1 })
    expect((await ordersOf(setting)).map(({ reference, version }) => `${reference} ${version}`)).toEqual([
      'A-1 1',
      'A-2 2',
      'A-3 1',
      'A-9 1',
    ])
  })

  it('held rows stay out, the others come in', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, ['A-1,Nowhere 1,,,1,', good[1]!])
    const done = await commitImport({ ctx, input: { id } })

    expect(done.counts).toMatchObject({ create: 1, held: 1 })
    expect((await ordersOf(setting)).map(({ reference }) => reference)).toEqual(['A-2'])
  })

  it('F17: a commit that breaks half-way leaves no order', async () => {
    const setting = await aDispatcher()
    const many = Array.from({ length: 1_200 }, (_, row) => `R-${row},Mill Lane ${row},,,1,`)
    const { id } = await dryRun(setting, many)
    let calls = 0
    const newId = () => {
      calls += 1
      if (calls > 800) throw new Error('killed')
      return crypto.randomUUID()
    }

    await expect(commitImport({ ctx: { ...setting.ctx, newId }, input: { id } })).rejects.toThrow('killed')

    expect(await ordersOf(setting)).toEqual([])
    expect(await getImport({ ctx: setting.ctx, input: { id } })).toMatchObject({ state: 'ready' })
    await commitImport({ ctx: setting.ctx, input: { id } })
    expect(await ordersOf(setting)).toHaveLength(1_200)
  }, 60_000)

  it('undo takes back what the import did, and leaves what somebody changed since', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const first = await dryRun(setting, [good[0]!, good[1]!])
    await commitImport({ ctx, input: { id: first.id } })
    const second = await dryRun(setting, [
      good[0]!.replace('Ring twice', 'Knock'),
      good[1]!.replace(',3,', ',5,'),
      good[2]!,
    ])
    await commitImport({ ctx, input: { id: second.id } })
    await withTenant(ctx.db, ctx.organizationId, (trx) =>
      trx.updateTable('order').set({ notes: 'by hand' }).where('reference', '=', 'A-2').execute(),
    )

    const undone = await undoImport({ ctx, input: { id: second.id } })

    expect(undone.state).toBe('ready')
    expect((await ordersOf(setting)).map(({ reference, notes }) => `${reference} ${notes}`)).toEqual([
      'A-1 Ring twice',
      'A-2 by hand',
    ])
    const again = await commitImport({ ctx, input: { id: second.id } })
    expect(again.counts).toMatchObject({ create: 1, update: 2 })
    expect((await ordersOf(setting)).map(({ reference, notes }) => `${reference} ${notes}`)).toEqual([
      'A-1 Knock',
      'A-2 ',
      'A-3 Back door',
    ])
  })

  it('a discarded dry run is gone and cannot be committed', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, good)

    const discarded = await discardImport({ ctx, input: { id } })

    expect(discarded.state).toBe('discarded')
    await expect(commitImport({ ctx, input: { id } })).rejects.toMatchObject({ reason: 'IMPORT_DISCARDED' })
    expect((await listImportRows({ ctx, input: { id, show: 'all', limit: 5 } })).items).toEqual([])
  })

  it('every step is in the audit log and announced to open consoles', async () => {
    const setting = await aDispatcher()
    const { ctx } = setting
    const { id } = await dryRun(setting, good)
    await commitImport({ ctx, input: { id } })
    await undoImport({ ctx, input: { id } })
    await discardImport({ ctx, input: { id } })

    const [audit, changes] = await withTenant(ctx.db, ctx.organizationId, (trx) =>
      Promise.all([
        trx.selectFrom('auditEvent').select('action').orderBy('id').execute(),
        trx.selectFrom('changeEvent').select('kind').distinct().orderBy('kind').execute(),
      ]),
    )
    expect(audit.map(({ action }) => action)).toEqual([
      'import.start',
      'import.commit',
      'import.undo',
      'import.discard',
    ])
    expect(changes.map(({ kind }) => kind)).toEqual(['import.changed', 'order.changed'])
  })
})

describe('who may', () => {
  it('SEC-C04: another organization sees no import, whatever it asks', async () => {
    const setting = await aDispatcher()
    const stranger = await aDispatcher()
    const { id } = await dryRun(setting, good)
    const { ctx } = stranger
    const edits = [{ row: 2, column: 'notes', value: 'x' }]
    const asked = [
      () => getImport({ ctx, input: { id } }),
      () => listImportRows({ ctx, input: { id, show: 'all', limit: 5 } }),
      () => editImportRows({ ctx, input: { id, edits } }),
      () => setImportColumns({ ctx, input: { id, columns: [] } }),
      () => commitImport({ ctx, input: { id } }),
      () => discardImport({ ctx, input: { id } }),
      () => undoImport({ ctx, input: { id } }),
    ]

    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const file = Buffer.from(`${header}\n${good[0]}`)
    const start = startImport({
      ctx,
      input: { id: anId(), depotId: setting.depotId, date: A_DAY, fileName: 'a.csv', file },
    })
    await expect(start).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await getImport({ ctx: setting.ctx, input: { id } })).state).toBe('ready')
  })

  it('a viewer may look at an import and do nothing to it', async () => {
    const setting = await aDispatcher()
    const { id } = await dryRun(setting, good)
    const ctx: StaffContext = { ...setting.ctx, role: 'viewer', permissions: new Set(['order:read']) }

    expect((await getImport({ ctx, input: { id } })).state).toBe('ready')
    const refused = await commitImport({ ctx, input: { id } }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(CartageError)
    expect(refused).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('a depot whose region is not built says so before a file is read', async () => {
    const setting = await aDispatcher()
    await withTenant(setting.ctx.db, setting.ctx.organizationId, (trx) =>
      trx.updateTable('depot').set({ region: 'atlantis' }).execute(),
    )

    await expect(dryRun(setting, good)).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason: 'REGION_NOT_READY',
    })
  })
})
