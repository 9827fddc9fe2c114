import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { columns } from './columns.ts'
import { useDatabase } from './database.ts'

const database = useDatabase()

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

it('has the columns in the migrated database that the row types name, and no others', async () => {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select case table_schema when 'public' then '' else table_schema || '.' end || table_name as "table",
      column_name as "column",
      case data_type when 'USER-DEFINED' then udt_name else data_type end
        || case is_nullable when 'YES' then '?' else '' end as type
    from information_schema.columns
    where table_schema in ('public', 'identity', 'region')
    order by 1, 2`.execute(database.current.db)
  const migrated = rows.map(({ table, column, type }) => `${table}.${column} ${type}`)

  const typed = Object.entries(columns).flatMap(([table, types]) =>
    Object.entries(types).map(([column, type]) => `${snake(table)}.${snake(column)} ${type}`),
  )

  expect(typed.toSorted()).toEqual(migrated.toSorted())
})
