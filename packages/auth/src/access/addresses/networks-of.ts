import type { IdentityTransaction } from '@cartage/db'
import { sql } from 'kysely'

/** Ranges as PostgreSQL keeps them: an address alone is a range of one, bits beyond the prefix are cleared, each stands once. */
export async function networksOf(trx: IdentityTransaction, ranges: readonly string[]): Promise<string[]> {
  if (ranges.length === 0) return []
  const { rows } = await sql<{ readonly network: string }>`
    select distinct text(network(range::inet)) as network from unnest(${[...ranges]}::text[]) as range
    order by network`.execute(trx)
  return rows.map(({ network }) => network)
}
