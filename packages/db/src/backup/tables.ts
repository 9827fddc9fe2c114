import type pg from 'pg'

/** A table as a backup has it. */
export interface BackupTable {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

export const SCHEMAS = ['public', 'identity', 'region'] as const

/**
 * What a backup leaves out, by design: whoever was signed in signs in again, links that were sent are sent anew, and the rest is about
 * the present moment of one server. Positions in the feed of changes name transactions of the database they were made in.
 */
const leftOut: ReadonlySet<string> = new Set([
  'identity.session',
  'identity.one_time_token',
  'identity.rate_limit',
  'public.change_event',
])

/** The tables of the schema that is there, each behind those that it refers to. */
export async function listTables(client: pg.ClientBase): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<BackupTable & { readonly needs: readonly string[] }>(
    `select n.nspname as schema, c.relname as name,
       (select json_agg(a.attname order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(json_agg(distinct fn.nspname || '.' || f.relname), '[]') from pg_constraint k
         join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any ($1) and c.relkind = 'r' order by 1, 2`,
    [SCHEMAS],
  )
  const waiting = new Map(rows.map((row) => [`${row.schema}.${row.name}`, row]))
  const ordered: BackupTable[] = []
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, { needs }]) => needs.every((other) => !waiting.has(other)))
    if (free.length === 0)
      throw new Error(`These tables refer to each other: ${[...waiting.keys()].join(', ')}.`)
    for (const [key, { schema, name, columns }] of free) {
      waiting.delete(key)
      if (!leftOut.has(key)) ordered.push({ schema, name, columns })
    }
  }
  return ordered
}
