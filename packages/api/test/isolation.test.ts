import { withIdentity } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import { anId } from '@cartage/testing'
import { TRPCError } from '@trpc/server'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { knownError } from '../src/errors/known-error.ts'
import { appRouter } from '../src/root.ts'
import { aStockedTenant, type StockedTenant } from './a-stocked-tenant.ts'
import { type IdPosition, idPositions } from './id-positions.ts'
import { useApi } from './use-api.ts'
import { validInputs } from './valid-inputs.ts'

const api = useApi()

interface Procedure {
  readonly _def: { readonly inputs: readonly z.ZodType[] }
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)
/** The positions of a procedure for the input that names this tenant's own entities. */
const positionsOf = (name: string, { ids }: Pick<StockedTenant, 'ids'>): readonly IdPosition[] => {
  const input = validInputs[name]?.input(ids)
  return procedures
    .flatMap(([one, { _def }]) => (one === name ? _def.inputs : []))
    .flatMap((schema) => idPositions(schema, input))
}
const anybody = { ids: new Proxy({}, { get: () => anId() }) } as never
/** What the sign-in page of an organization shows to everybody who has its link. */
const shownToAnyone = new Set(['oidc.offered'])
const withIds = procedures
  .map(([name]) => name)
  .filter((name) => !shownToAnyone.has(name) && positionsOf(name, anybody).length > 0)

interface Told {
  readonly code: string
  /** All that the caller was told. */
  readonly text: string
}

/** What an administrator of the organization is told, with every id made alike: which one was asked for is no news. */
async function tell(name: string, input: unknown, organizationId: OrganizationId): Promise<Told> {
  try {
    const answer = await api.call(name, input, api.staff('admin', organizationId))
    if (answer !== null && typeof answer === 'object' && Symbol.asyncIterator in answer) {
      await (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]().return?.()
      return { code: 'done', text: '' }
    }
    return { code: 'done', text: JSON.stringify(answer) ?? '' }
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const known = knownError(error.cause)
    return {
      code: known?.code ?? error.code,
      text: JSON.stringify([known?.message ?? error.message, known?.reason, known?.field]),
    }
  }
}

const tenantTables = async (): Promise<readonly { schema: string; name: string; hasId: boolean }[]> => {
  const { rows } = await sql<{ schema: string; name: string; hasId: boolean }>`
    select n.nspname as schema, c.relname as name, exists (
        select from pg_attribute i where i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
      ) as has_id
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where n.nspname in ('public', 'identity') and c.relkind = 'r' order by 1, 2`.execute(api.services.db)
  return rows
}

/** Every row that belongs to an organization, as text. */
async function rowsOf(organizationId: OrganizationId): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await tenantTables()
  return withIdentity(api.services.db, organizationId, async (trx) => {
    const all: Record<string, readonly string[]> = {}
    for (const { schema, name } of tables) {
      const { rows } = await sql<{
        row: string
      }>`select to_jsonb(t)::text as row from ${sql.table(`${schema}.${name}`)} t
        where organization_id = ${organizationId} order by 1`.execute(trx)
      all[name] = rows.map(({ row }) => row)
    }
    const { rows: people } = await sql<{ row: string }>`select to_jsonb(p)::text as row from identity."user" p
      where id in (select user_id from identity.membership where organization_id = ${organizationId})`.execute(
      trx,
    )
    const { rows: own } = await sql<{
      row: string
    }>`select to_jsonb(o)::text as row from organization o`.execute(trx)
    return { ...all, user: people.map(({ row }) => row), organization: own.map(({ row }) => row) }
  })
}

/** One id of every kind that an organization has. */
async function idsOf(organizationId: OrganizationId): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf(organizationId)
  const found = new Map<string, string>([['organization', organizationId]])
  for (const [name, [first]] of Object.entries(rows)) {
    // Of a session the public one, for the other is the hash of a secret.
    const { id: own, public_id: id = own } = JSON.parse(first ?? '{}')
    if (typeof id === 'string') found.set(name, id)
  }
  return found
}

describe('an organization that another one knows the ids of', () => {
  it('has one of everything here, so that a table that is added is tried as well', async () => {
    const { organizationId } = await aStockedTenant(api.services)

    const rows = await rowsOf(organizationId)
    const missing = (await tenantTables()).filter(({ name, hasId }) => hasId && rows[name]?.length === 0)

    expect(missing.map(({ name }) => name)).toEqual([])
    expect(withIds.length).toBeGreaterThan(40)
  })

  it.each(withIds)(
    'SEC-C03: %s finds nothing of it by any id in any place, tells nothing and changes nothing',
    async (name) => {
      const secret = `secret ${anId()}`
      const other = await aStockedTenant(api.services, secret)
      const foreign = await idsOf(other.organizationId)
      const before = await rowsOf(other.organizationId)
      const faults: string[] = []

      let mine = await aStockedTenant(api.services)
      for (const { at, current } of positionsOf(name, mine)) {
        // An id of ours names something that must be there; any other is the caller's own invention, or stands in a
        // place that may stay empty.
        const isReference = current !== undefined && Object.values({ ...mine.ids }).includes(current)
        const tellWith = async (id: string): Promise<Told> => {
          // What a call leaves behind must not decide how the next one ends.
          if (!isReference) mine = await aStockedTenant(api.services)
          const place = positionsOf(name, mine).find((one) => one.at === at)
          return tell(name, place?.put(id), mine.organizationId)
        }
        const unknown = await tellWith(anId())
        if (unknown.code === 'INVALID')
          faults.push(`${at}: no valid input with an id here; give one in valid-inputs.ts`)
        if (isReference && unknown.code !== 'NOT_FOUND')
          faults.push(`${at}: an unknown id is ${unknown.code}`)
        for (const [kind, id] of foreign) {
          const told = await tellWith(id)
          if (told.code !== unknown.code)
            faults.push(`${at}: ${kind} is ${told.code}, an unknown id ${unknown.code}`)
          if (told.text.includes(secret)) faults.push(`${at}: ${kind} tells ${told.text}`)
          const others = [...foreign.values()].filter((one) => one !== id && told.text.includes(one))
          if (others.length > 0) faults.push(`${at}: ${kind} tells the ids ${others.join(', ')}`)
        }
      }

      expect(faults).toEqual([])
      expect(await rowsOf(other.organizationId)).toEqual(before)
    },
  )

  it.each(withIds)('%s is tried with an input that finds all of one’s own', async (name) => {
    const mine = await aStockedTenant(api.services)

    const told = await tell(name, validInputs[name]?.input(mine.ids), mine.organizationId)

    const namesNothingOfOurs = positionsOf(name, mine).every(
      ({ current }) => current === undefined || !Object.values({ ...mine.ids }).includes(current),
    )
    expect(namesNothingOfOurs || told.code !== 'NOT_FOUND' ? 'found' : `${told.code} ${told.text}`).toBe(
      'found',
    )
  })
})
