import type { Db, IdentityTransaction } from '@cartage/db'
import { sql } from 'kysely'
import type { KeySource } from './key-source.ts'
import { keyIdOf, missingKeys, openText, sealText } from './seal-text.ts'
import { recordOf, sealedColumns, type SealedTable } from './sealed-columns.ts'
import type { SealingKey } from './sealing-key.ts'

/** Seals what the database keeps but must not tell: secrets that are needed again as they were. */
export class Sealer {
  readonly #source: KeySource

  constructor(source: KeySource) {
    this.#source = source
  }

  /** Seals a text for the record that the same transaction writes. A change of keys waits for it, and then seals it anew. */
  async seal(trx: IdentityTransaction, table: SealedTable, id: string, text: string): Promise<string> {
    await sql`select pg_advisory_xact_lock_shared(hashtext('cartage sealing'))`.execute(trx)
    return sealText(text, recordOf(table, id), newestOf(await this.#source.read()))
  }

  /** Opens what stands in a record. Throws PRECONDITION when it was changed, or its key is not there. */
  async open(table: SealedTable, id: string, sealed: string): Promise<string> {
    return openText(sealed, recordOf(table, id), await this.#source.read())
  }

  /** Throws PRECONDITION, naming the keys, when something was sealed with one that is not there. */
  async check(db: Db): Promise<void> {
    const known = new Set((await this.#source.read()).map(({ id }) => id))
    const used = new Set<string>()
    for (const { from, value } of sealedColumns) {
      const { rows } = await sql<{ readonly keyId: string }>`
        select distinct split_part(${value}, '.', 2) as key_id from ${from}`.execute(db)
      for (const { keyId } of rows) used.add(keyId)
    }
    const missing = [...used].filter((id) => !known.has(id))
    if (missing.length > 0) throw missingKeys(missing)
  }
}

/** Throws PRECONDITION, naming the keys, when something in the database was sealed with one that is not there. */
export const checkKeys = (db: Db, source: KeySource): Promise<void> => new Sealer(source).check(db)

/** How a change of keys went. */
export interface KeyRotation {
  /** The key that everything is sealed with now. */
  readonly keyId: string
  /** Nothing needs these any more. */
  readonly oldKeyIds: readonly string[]
  readonly resealed: number
}

/**
 * Seals everything with the newest key, which is made first where the keys are ours. Servers may run meanwhile: they read the keys at
 * each use. When it ends half-way, nothing is lost, and it can be run again.
 */
export async function rotateKeys(db: Db, source: KeySource): Promise<KeyRotation> {
  await source.own?.add()
  const keys = await source.read()
  const newest = newestOf(keys)
  const resealed = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('cartage sealing'))`.execute(trx)
    let count = 0
    for (const sealedColumn of sealedColumns) count += await resealColumn(trx, sealedColumn, keys, newest)
    return count
  })
  await source.own?.dropOld()
  return { keyId: newest.id, oldKeyIds: keys.slice(1).map(({ id }) => id), resealed }
}

async function resealColumn(
  trx: IdentityTransaction,
  { table, from, id, value }: (typeof sealedColumns)[number],
  keys: readonly SealingKey[],
  newest: SealingKey,
): Promise<number> {
  const { rows } = await sql<{ readonly id: string; readonly sealed: string }>`
    select ${id} as id, ${value} as sealed from ${from} for update`.execute(trx)
  const old = rows.filter(({ sealed }) => keyIdOf(sealed) !== newest.id)
  for (const row of old) {
    const about = recordOf(table, row.id)
    const sealed = sealText(openText(row.sealed, about, keys), about, newest)
    await sql`update ${from} set ${value} = ${sealed} where ${id} = ${row.id}`.execute(trx)
  }
  return old.length
}

function newestOf(keys: readonly SealingKey[]): SealingKey {
  const [newest] = keys
  if (newest === undefined) throw new Error('There is no key to seal with.')
  return newest
}
