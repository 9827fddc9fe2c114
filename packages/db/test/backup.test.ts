import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { writeBackupFile } from '../src/backup/backup-file.ts'
import type { Frame } from '../src/backup/frames.ts'
import type { Note } from '../src/backup/notes.ts'
import { backUpDatabase, migrate, openDatabase, restoreDatabase } from '../src/index.ts'
import { migrations } from '../src/migrations/index.ts'
import { aFullInstallation } from './a-full-installation.ts'
import { aTenantWithDepot, useDatabase } from './database.ts'

const database = useDatabase()
const LEFT_OUT = ['identity.one_time_token', 'identity.rate_limit', 'identity.session', 'public.change_event']
let folder: string
let file: string
/** A database without anything in it, for what is refused. */
let nothing: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cartage-backup-'))
  await aFullInstallation(database.current.db)
  file = path.join(folder, 'full.backup')
  await backUpDatabase({ ownerUrl: database.current.ownerUrl, file, key: null, now: new Date() })
  nothing = await anEmptyDatabase()
}, 60_000)
afterAll(async () => {
  for (const url of made)
    await query(inject('testServer').ownerUrl, `drop database ${nameOf(url)} with (force)`)
  await rm(folder, { recursive: true, force: true })
})

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url, options: '-c app.is_backup=yes' })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

const made: string[] = []
const nameOf = (url: string): string => new URL(url).pathname.slice(1)

/** A database without anything in it, as a new machine has it. */
async function anEmptyDatabase(): Promise<string> {
  const url = new URL(inject('testServer').ownerUrl)
  url.pathname = `/empty_${randomUUID().replaceAll('-', '')}`
  await query(inject('testServer').ownerUrl, `create database ${nameOf(url.href)}`)
  made.push(url.href)
  return url.href
}

/** How many rows each table has, and a checksum of them. */
async function contents(url: string): Promise<Readonly<Record<string, string>>> {
  const tables = await query<{ name: string }>(
    url,
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'identity', 'region') and c.relkind = 'r' order by 1`,
  )
  if (tables.length === 0) return {}
  const rows = await query<{ name: string; sum: string }>(
    url,
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as sum
           from ${name.replace('.', '."')}" t`,
      )
      .join(' union all '),
  )
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]))
}

/** Columns, constraints, policies and triggers, as far as a name tells them, and whose tables hold their owner to their policies. */
const schemaOf = (url: string) =>
  query(
    url,
    `select c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity,
       (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns,
       (select array_agg(polname || ' ' || polcmd::text order by polname) from pg_policy where polrelid = c.oid) as policies,
       (select array_agg(conname::text order by conname) from pg_constraint where conrelid = c.oid) as constraints,
       (select array_agg(tgname::text order by tgname) from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'identity', 'region') and c.relkind in ('r', 'i') order by 1`,
  )

const restoreInto = (ownerUrl: string, from = file, mayReplace = false) =>
  restoreDatabase({ ownerUrl, file: from, mayReplace, onKey: () => Promise.reject(new Error('no key')) })

describe('a backup of a database', () => {
  it('SEC-F12 can be read by its owner only, and leaves nothing half-written beside it', async () => {
    const { mode } = await stat(file)
    const again = backUpDatabase({ ownerUrl: database.current.ownerUrl, file, key: null, now: new Date() })

    expect(mode & 0o777).toBe(0o600)
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', reason: 'FILE_EXISTS' })
    expect(await readdir(folder)).toEqual(['full.backup'])
  })

  it('SEC-F12 F26 restored on an empty machine has the same rows in every table, and the same rules', async () => {
    const url = await anEmptyDatabase()

    const restored = await restoreInto(url)

    const [was, is] = [await contents(database.current.ownerUrl), await contents(url)]
    const expected = Object.fromEntries(
      Object.entries(was).map(([name, sum]) => [name, LEFT_OUT.includes(name) ? '0 ' : sum]),
    )
    expect(Object.entries(was).filter(([, sum]) => sum.startsWith('0 '))).toEqual([])
    expect(is).toEqual(expected)
    expect(restored.tables).toBe(Object.keys(was).length - LEFT_OUT.length)
    expect(await schemaOf(url)).toEqual(await schemaOf(database.current.ownerUrl))
  })

  it('goes on counting behind the rows that it has', async () => {
    const url = await anEmptyDatabase()
    await restoreInto(url)

    const [next] = await query<{ next: string; last: string }>(
      url,
      `select nextval('audit_event_id_seq') as next, (select max(id) from audit_event) as last`,
    )

    expect(Number(next!.next)).toBeGreaterThan(Number(next!.last))
  })

  it('F26 is of one instant, whatever is written meanwhile', async () => {
    const busy = path.join(folder, 'busy.backup')
    await backUpDatabase({
      ownerUrl: database.current.ownerUrl,
      file: busy,
      key: null,
      now: new Date(),
      // An organization appears after its table was read, and its depot before the table of depots is.
      onTable: async (name) => {
        if (name === 'depot') await aTenantWithDepot(database.current.db)
      },
    })
    const url = await anEmptyDatabase()

    await restoreInto(url, busy)

    const depots = 'select count(*)::integer as n from depot'
    expect(await query(url, depots)).toEqual([{ n: 1 }])
    expect(await query(database.current.ownerUrl, depots)).toEqual([{ n: 2 }])
  })

  it('keeps the key out unless it is asked for, and hands it back', async () => {
    const withKey = path.join(folder, 'key.backup')
    const key = 'seven-grey-herons-by-a-lighthouse\n'
    await backUpDatabase({ ownerUrl: database.current.ownerUrl, file: withKey, key, now: new Date() })
    const keys: string[] = []

    await restoreDatabase({
      ownerUrl: await anEmptyDatabase(),
      file: withKey,
      mayReplace: false,
      onKey: async (found) => void keys.push(found),
    })

    expect(keys).toEqual([key])
  })

  it('is refused when one byte of it, wherever it is, has changed, or its end is missing', async () => {
    const whole = await readFile(file)
    const bad = path.join(folder, 'bad.backup')
    let state = 11
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state % below
    }
    const told: unknown[] = []

    for (let n = 0; n < 60; n++) {
      const at = n < 20 ? n : random(whole.length)
      const changed = Buffer.from(whole)
      changed[at] = whole[at]! ^ (1 << random(8))
      await writeFile(bad, changed)
      told.push(await restoreInto(nothing, bad).catch((error: unknown) => error))
    }
    for (let n = 0; n < 20; n++) {
      await writeFile(bad, whole)
      await truncate(bad, n < 5 ? n * 10 : random(whole.length))
      told.push(await restoreInto(nothing, bad).catch((error: unknown) => error))
    }

    expect(told.filter((error) => (error as { code?: string }).code !== 'INVALID')).toEqual([])
    expect(await contents(nothing)).toEqual({})
  })

  it.each([
    ['another file', async (name: string) => writeFile(name, 'PGDMP and so on'), /is no backup of Cartage/],
    ['a later format', async (name: string) => writeFile(name, 'cartage-backup 7\n…'), /newer release/],
    [
      'one with a later migration',
      async (name: string) => aFile(name, [head([...Object.keys(migrations), '29991231-later'])]),
      /newer release/,
    ],
    ['one that is not there', async () => undefined, /is not there/],
  ])('is refused as %s', async (_, write, message) => {
    const name = path.join(folder, randomUUID())
    await write(name)

    const error = restoreInto(nothing, name)

    await expect(error).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(message) as string,
    })
  })

  it('F26 of an older release is brought to this one', async () => {
    const [first = ''] = Object.keys(migrations)
    const old = path.join(folder, 'old.backup')
    const [organization, user] = [randomUUID(), randomUUID()]
    await aFile(old, [
      head([first]),
      ...rows('public', 'organization', ['id', 'name'], [`${organization}\tNorthwind\n`]),
      ...rows(
        'identity',
        'user',
        ['id', 'email', 'name', 'password_hash', 'is_disabled'],
        [`${user}\ta@b.c\tAda\tx\tt\n`],
      ),
      ...rows(
        'identity',
        'membership',
        ['user_id', 'organization_id', 'role'],
        [`${user}\t${organization}\tadmin\n`],
      ),
      { note: 'sequences', sequences: [] },
      { note: 'end' },
    ])
    const url = await anEmptyDatabase()

    await restoreInto(url, old)

    expect(await query(url, 'select role, is_disabled from identity.membership')).toEqual([
      { role: 'admin', is_disabled: true },
    ])
    expect(await migrate(url)).toEqual([])
  })
})

describe('an installation that is there already', () => {
  let url: string
  beforeAll(async () => {
    url = await anEmptyDatabase()
    await restoreInto(url)
  }, 60_000)

  it('is not replaced unless that is said', async () => {
    const before = await contents(url)

    await expect(restoreInto(url)).rejects.toMatchObject({ code: 'PRECONDITION', reason: 'NOT_EMPTY' })

    expect(await contents(url)).toEqual(before)
    await expect(restoreInto(url, file, true)).resolves.toMatchObject({ hasKey: false })
  })

  it('stays as it was when the backup breaks at its last row', async () => {
    const before = [await contents(url), await schemaOf(url)]
    const broken = path.join(folder, 'broken.backup')
    await aFile(broken, [
      head(Object.keys(migrations)),
      ...rows('public', 'organization', ['id', 'name'], [`${randomUUID()}\tNorthwind\n`]),
      ...rows(
        'public',
        'depot',
        ['organization_id', 'id', 'name', 'lon', 'lat', 'zone', 'region'],
        [`${randomUUID()}\t${randomUUID()}\tNorth\t1\t1\tUTC\tr\n`],
      ),
    ])

    await expect(restoreInto(url, broken, true)).rejects.toThrow(/foreign key/)

    expect([await contents(url), await schemaOf(url)]).toEqual(before)
  })

  it('is not touched while a server uses it', async () => {
    const db = openDatabase({ url })
    onTestFinished(() => db.destroy())
    await db.selectFrom('depot').select('id').execute()

    await expect(restoreInto(url, file, true)).rejects.toMatchObject({ reason: 'DATABASE_IN_USE' })
  })

  it('is not backed up by somebody who would see no rows', async () => {
    const made = backUpDatabase({
      ownerUrl: database.current.appUrl,
      file: path.join(folder, 'none.backup'),
      key: null,
      now: new Date(),
    })

    await expect(made).rejects.toMatchObject({ code: 'PRECONDITION', reason: 'DATABASE_ROLE' })
    expect(await readdir(folder)).not.toContain('none.backup')
  })
})

const head = (names: readonly string[]): Note => ({
  note: 'head',
  madeAt: '2026-04-07T08:00:00.000Z',
  migrations: names,
  key: null,
})

const rows = (
  schema: string,
  name: string,
  columns: readonly string[],
  lines: readonly string[],
): readonly (Note | string)[] => [
  { note: 'table', table: { schema, name, columns } },
  ...lines,
  { note: 'rows', count: lines.length },
]

/** A backup with these notes and lines. */
async function aFile(name: string, parts: readonly (Note | string)[]): Promise<void> {
  async function* frames(): AsyncGenerator<Frame> {
    for (const part of parts) {
      yield typeof part === 'string'
        ? { kind: 'data', data: Buffer.from(part) }
        : { kind: 'note', note: part }
    }
  }
  await writeBackupFile(name, frames())
}
