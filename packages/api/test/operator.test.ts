import type { OrganizationId } from '@cartage/domain'
import type { StaffContext } from '@cartage/services'
import { anId } from '@cartage/testing'
import { TRPCError } from '@trpc/server'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { knownError } from '../src/errors/known-error.ts'
import { aStockedTenant, type StockedTenant } from './a-stocked-tenant.ts'
import { useApi } from './use-api.ts'
import { validInputs } from './valid-inputs.ts'

const api = useApi()
const SECRET = `secret ${anId()}`
let operator: StaffContext
let other: StockedTenant

beforeAll(async () => {
  const { organizationId, ids } = await aStockedTenant(api.services)
  other = await aStockedTenant(api.services, SECRET)
  await sql`update identity."user" set is_operator = true where id = ${ids.memberId}`.execute(api.services.db)
  operator = { ...api.staff('admin', organizationId), userId: ids.memberId as never, isOperator: true }
})

async function tell(path: string, input: unknown, staff = operator): Promise<string> {
  try {
    return `done ${JSON.stringify(await api.call(path, input, staff))}`
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const known = knownError(error.cause)
    return `${known?.code ?? error.code} ${known?.reason ?? ''}`.trim()
  }
}

const about = (path: string, input: object = {}) => tell(path, { id: other.organizationId, ...input })

describe('an operator without a visit', () => {
  it.each(Object.entries(validInputs).flatMap(([path, { kind }]) => (kind === 'entity' ? [path] : [])))(
    'SEC-C03: finds nothing of another organization by %s',
    async (path) => {
      expect(await tell(path, validInputs[path]?.input(other.ids))).toBe('NOT_FOUND')
    },
  )

  it('SEC-C03 reads figures, and nothing that is in it', async () => {
    const read = JSON.parse((await about('operator.get')).slice('done '.length)) as object

    expect(Object.keys(read).toSorted()).toEqual([
      'createdAt',
      'hasAdmin',
      'id',
      'lastActiveAt',
      'members',
      'name',
      'orders',
      'removeAt',
      'state',
      'version',
      'visitEndsAt',
    ])
    expect(read).toMatchObject({ id: other.organizationId, name: SECRET, members: 1, orders: 1 })
    expect(await tell('session.switchOrganization', { id: other.organizationId })).toBe('NOT_FOUND')
  })

  it('SEC-C03 cannot tell an organization that is not there from the shape of an answer', async () => {
    const id = anId<'organization'>()

    const outcomes = [
      await tell('operator.get', { id }),
      await tell('operator.rename', { id, name: 'X', version: 1 }),
      await tell('operator.setDisabled', { id, disabled: true }),
      await tell('operator.remove', { id, name: SECRET }),
      await tell('operator.keep', { id }),
      await tell('operator.inviteAdmin', { id, admin: { name: 'A', email: 'a@example.test' } }),
    ]

    expect(new Set(outcomes)).toEqual(new Set(['NOT_FOUND']))
  })

  it('SEC-A09 proves who they are before what cannot be undone at once', async () => {
    const stale = { ...operator, authenticatedAt: new Date(0) }

    const outcomes = [
      await tell('operator.create', validInputs['operator.create']?.input({} as never), stale),
      await tell('operator.remove', { id: other.organizationId, name: SECRET }, stale),
      await tell('operator.setDisabled', { id: other.organizationId, disabled: true }, stale),
      await tell('operatorAccess.grant', { operatorId: anId(), reason: 'x', hours: 1 }, stale),
    ]

    expect(new Set(outcomes)).toEqual(new Set(['FORBIDDEN REAUTH_REQUIRED']))
  })
})

describe('an administrator who is no operator', () => {
  it('SEC-C02 may call nothing of the operators, and let one in', async () => {
    const admin = api.staff('admin', other.organizationId)
    const paths = Object.keys(validInputs).filter((path) => path.startsWith('operator.'))
    const outcomes = await Promise.all(
      paths.map((path) => tell(path, validInputs[path]?.input(other.ids), admin)),
    )

    expect(new Set(outcomes)).toEqual(new Set(['FORBIDDEN ROLE']))
    const path = validInputs['regions.buildFromPath']?.input(other.ids)
    expect(await tell('regions.buildFromPath', path, admin)).toBe('FORBIDDEN ROLE')
    expect(await tell('regions.buildFromPath', path)).toBe('INVALID')
    const list = await tell('operatorAccess.list', undefined, admin)
    expect(list).toContain(operator.userId)
    const granted = await tell(
      'operatorAccess.grant',
      { operatorId: operator.userId, reason: 'A fault', hours: 1 },
      admin,
    )
    expect(granted).toContain('"reason":"A fault"')
    expect(await about('operator.get')).toMatch(/"visitEndsAt":"/)
    await tell('operatorAccess.withdraw', { operatorId: operator.userId }, admin)
    expect(await about('operator.get')).toMatch(/"visitEndsAt":null/)
  })
})

describe('removing an organization', () => {
  it('takes the rows of every table that it has, and none of another', async () => {
    const { organizationId: gone } = await aStockedTenant(api.services, 'Gone')
    const before = await countOf(other.organizationId)
    await api.call('operator.remove', { id: gone, name: 'Gone' }, operator)
    await sql`update identity.organization_removal set remove_at = now()`.execute(api.services.db)

    await api.services.auth.removeDueOrganizations()

    expect((await countOf(gone)).filter(([, n]) => n > 0)).toEqual([])
    expect(await countOf(other.organizationId)).toEqual(before)
  })
})

/** How many rows each table has of an organization. */
async function countOf(organizationId: OrganizationId): Promise<readonly (readonly [string, number])[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where n.nspname in ('public', 'identity') and c.relkind = 'r' order by 1, 2`.execute(api.services.db)
  return api.services.db.transaction().execute(async (trx) => {
    await sql`select set_config('app.organization_id', ${organizationId}, true)`.execute(trx)
    const counts: (readonly [string, number])[] = []
    for (const { schema, name } of tables) {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::integer as n from ${sql.table(`${schema}.${name}`)}
        where organization_id = ${organizationId}`.execute(trx)
      counts.push([name, rows[0]!.n])
    }
    return counts
  })
}
