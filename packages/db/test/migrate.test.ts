import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { migrate } from '../src/index.ts'
import { migrations } from '../src/migrations/index.ts'
import './global-setup.ts'

/** An empty database and its owner's address. */
async function anEmptyDatabase(): Promise<{
  readonly url: string
  readonly query: (text: string) => Promise<readonly unknown[]>
}> {
  const { ownerUrl } = inject('testServer')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  const query = async (address: string, text: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: address })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
  await query(ownerUrl, `create database ${name}`)
  onTestFinished(async () => {
    await query(ownerUrl, `drop database ${name} with (force)`)
  })
  return { url: url.href, query: (text) => query(url.href, text) }
}

describe('migrations', () => {
  it('F23 run once when two processes start at the same time', async () => {
    const { url } = await anEmptyDatabase()

    const [one, other] = await Promise.all([migrate(url), migrate(url)])

    expect([one, other].toSorted((a, b) => a.length - b.length)).toEqual([[], Object.keys(migrations)])
  })

  it('F23 leave nothing behind when they break, and succeed afterwards', async () => {
    const { url, query } = await anEmptyDatabase()
    // The last tables of the first migration cannot be made while this schema is in the way.
    await query('create schema identity')

    await expect(migrate(url)).rejects.toThrow(/migration failed/)

    expect(await query(`select relname from pg_class where relnamespace = 'public'::regnamespace`)).toEqual(
      [],
    )
    await query('drop schema identity')
    await expect(migrate(url)).resolves.toEqual(Object.keys(migrations))
  })

  it('F28 refuse a database that a newer release has migrated', async () => {
    const { url, query } = await anEmptyDatabase()
    await migrate(url)
    await query(`insert into migration.kysely_migration values ('29991231-later', now()::text)`)

    await expect(migrate(url)).rejects.toThrow(/newer release/)
  })
})
