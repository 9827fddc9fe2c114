import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { warmUp } from '../src/index.ts'
import { useDatabase } from './database.ts'

const database = useDatabase()

it('has connections open before the first request needs them, and no more than that', async () => {
  const db = database.current.open({ max: 10 })
  const count = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from pg_stat_activity
      where datname = current_database() and application_name = 'cartage'`.execute(database.current.db)
    return rows[0]!.n
  }
  const before = await count()

  await warmUp(db)

  expect((await count()) - before).toBe(4)
})
