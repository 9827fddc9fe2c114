import { setTimeout as sleep } from 'node:timers/promises'
import { CartageError, type DepotId, type OrganizationId } from '@cartage/domain'
import { sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { PipelinedKysely } from './pipelined-kysely.ts'
import { isRepeatable, isUniqueViolation } from './postgres-error.ts'
import type { Database, InstallationTables, TenantTables } from './tables/database.ts'

/** The whole database; only auth, jobs and the start of a program hold one. */
export type Db = PipelinedKysely<Database>
/** What feature code sees of the database: the rows of one organization, and the regions. */
export type TenantTransaction = Transaction<TenantTables & InstallationTables>
/** Everything: who may sign in, and the rows of one organization. For the auth package only. */
export type IdentityTransaction = Transaction<Database>
/** What belongs to the installation, without any organization. */
export type InstallationTransaction = Transaction<InstallationTables>

/** Whose rows a transaction sees: an organization's, or those of some of its depots. */
export interface TenantScope {
  readonly organizationId: OrganizationId
  /** Null for all of them. */
  readonly depotIds: readonly DepotId[] | null
}

export interface TransactionOptions {
  /** Rolls back instead of committing once it is aborted. */
  readonly signal?: AbortSignal | undefined
  /** How long one statement may take, milliseconds. */
  readonly statementTimeoutMs?: number | undefined
  /** For work that writes nothing: PostgreSQL refuses it if it tries, and nobody waits for a commit. */
  readonly isReadOnly?: boolean | undefined
}

/** What a connection of the pool allows a statement by itself. */
export const STATEMENT_TIMEOUT_MS = 5_000
const ATTEMPTS = 4

/**
 * Runs `fn` in a transaction that sees and writes the rows of one organization only, or of its depots in the scope. Commits when it resolves,
 * rolls back when it throws. Serialization failures and deadlocks are tried again up to three times, so `fn`
 * has no effect outside the transaction. Two writers that collide on a unique key get a CONFLICT.
 */
export function withTenant<Result>(
  db: Db,
  scope: OrganizationId | TenantScope,
  fn: (trx: TenantTransaction) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const { organizationId, depotIds } =
    typeof scope === 'string' ? { organizationId: scope, depotIds: null } : scope
  return repeat(db, { organizationId, depotIds }, fn, options)
}

/** Like {@link withTenant} for what the installation owns: every tenant-owned table is empty in there. */
export function withInstallation<Result>(
  db: Db,
  fn: (trx: InstallationTransaction) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return repeat(db, { organizationId: '', depotIds: null }, fn, options)
}

/** Like {@link withTenant}, and sees who may sign in; without an organization the tenant-owned tables are empty. */
export function withIdentity<Result>(
  db: Db,
  organizationId: OrganizationId | null,
  fn: (trx: IdentityTransaction) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return repeat(db, { organizationId: organizationId ?? '', depotIds: null }, fn, options)
}

/** From here on the transaction sees and writes the rows of this organization; for when it is known only inside. */
export async function enterOrganization(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
): Promise<void> {
  await sql`select set_config('app.organization_id', ${organizationId}, true)`.execute(trx)
}

async function repeat<Result>(
  db: Db,
  {
    organizationId,
    depotIds,
  }: { readonly organizationId: string; readonly depotIds: readonly string[] | null },
  fn: (trx: Transaction<Database>) => Promise<Result>,
  { signal, statementTimeoutMs = STATEMENT_TIMEOUT_MS, isReadOnly }: TransactionOptions,
): Promise<Result> {
  // Literals in one simple query: parameters would cost twice as much, before every read. What is left out has the same value outside.
  const scope = [
    `set local app.organization_id = ${pg.escapeLiteral(organizationId)}`,
    depotIds !== null && `set local app.depot_ids = ${pg.escapeLiteral(`{${depotIds.join(',')}}`)}`,
    statementTimeoutMs !== STATEMENT_TIMEOUT_MS &&
      `set local statement_timeout = ${Math.ceil(statementTimeoutMs)}`,
  ]
    .filter((setting) => setting !== false)
    .join('; ')
  for (let attempt = 1; ; attempt++) {
    try {
      signal?.throwIfAborted()
      const work = async (trx: Transaction<Database>): Promise<Result> => {
        const result = await fn(trx)
        signal?.throwIfAborted()
        return result
      }
      return await db.pipeline(scope, work, { isReadOnly })
    } catch (error) {
      if (isUniqueViolation(error)) {
        throw new CartageError('CONFLICT', 'Something else already has this name or number.', {
          reason: error.constraint ?? 'DUPLICATE',
          cause: error,
        })
      }
      if (attempt >= ATTEMPTS || !isRepeatable(error)) throw error
      await sleep(2 ** attempt * 10 * (0.5 + Math.random()))
    }
  }
}
