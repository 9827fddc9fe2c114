import { permissions, permissionsOf } from '@cartage/auth'
import { roles } from '@cartage/domain'
import { anId, aTenant } from '@cartage/testing'
import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { updateOrganization, updateOrganizationInput } from '@cartage/services'
import type { Meta } from '../src/meta.ts'
import { staff as staffProcedure } from '../src/procedures.ts'
import { appRouter } from '../src/root.ts'
import { knownError } from '../src/errors/known-error.ts'
import { router } from '../src/trpc.ts'
import { aStockedTenant } from './a-stocked-tenant.ts'
import { useApi } from './use-api.ts'
import { validInputs, type KnownIds } from './valid-inputs.ts'

const api = useApi()

interface Procedure {
  readonly _def: { readonly meta?: Meta | undefined; readonly type: string }
}
const procedures: Readonly<Record<string, Procedure>> = Object.fromEntries(
  Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>),
)
const paths = Object.keys(procedures)
const accessOf = (path: string): Meta['access'] | undefined => procedures[path]?._def.meta?.access

/** How a call ended: `done`, or the code of its failure. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    const answer = await call
    if (answer !== null && typeof answer === 'object' && Symbol.asyncIterator in answer) {
      const stream = answer as AsyncIterable<unknown>
      await stream[Symbol.asyncIterator]().return?.()
    }
    return 'done'
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return knownError(error.cause)?.code ?? error.code
  }
}

const strange: KnownIds = {
  depotId: anId(),
  vehicleId: anId(),
  driverId: anId(),
  shiftId: anId(),
  orderId: anId(),
  importId: anId(),
  planId: anId(),
  routeId: anId(),
  memberId: anId(),
  inviteId: anId(),
  roleId: anId(),
  sessionId: anId(),
}

const stocked = () => aStockedTenant(api.services)

describe('who may call what', () => {
  it('SEC-D05: a query cannot write, whatever its use case tries', async () => {
    const { organizationId } = await stocked()
    const procedure = staffProcedure.meta({ access: 'organization:write' }).input(updateOrganizationInput)
    const probes = router({
      look: procedure.query(({ ctx, input }) => updateOrganization({ ctx, input })),
      change: procedure.mutation(({ ctx, input }) => updateOrganization({ ctx, input })),
    })
    const caller = probes.createCaller(api.visitor(api.staff('admin', organizationId)))

    await expect(caller.look({ name: 'By a query', currency: 'EUR' })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('read-only transaction') as string },
    })
    expect(await caller.change({ name: 'By a mutation', currency: 'EUR' })).toMatchObject({
      name: 'By a mutation',
    })
  })

  it('SEC-C01: every procedure says who may call it', () => {
    const allowed = new Set<string>(['anyone', 'session', 'operator', ...permissions])

    expect(paths.filter((path) => !allowed.has(accessOf(path) ?? ''))).toEqual([])
  })

  it('has a case here for every procedure', () => {
    expect(Object.keys(validInputs).toSorted()).toEqual(paths.toSorted())
  })

  it('SEC-C02: only signing in needs no session', () => {
    expect(paths.filter((path) => accessOf(path) === 'anyone').toSorted()).toEqual([
      'oidc.offered',
      'oidc.pending',
      'session.acceptInvite',
      'session.beginPasskey',
      'session.claimFirstAdmin',
      'session.confirmEmail',
      'session.current',
      'session.proveFactor',
      'session.requestReset',
      'session.resetPassword',
      'session.setup',
      'session.signIn',
      'session.signInWithPasskey',
      'session.signOut',
    ])
  })

  it.each(paths.filter((path) => accessOf(path) !== 'anyone'))(
    'SEC-C02: a visitor is refused %s',
    async (path) => {
      const call = api.call(path, validInputs[path]?.input(strange), null)

      expect(await outcome(call)).toBe('UNAUTHENTICATED')
    },
  )

  it.each(roles)('SEC-C02: a %s may call what the role holds, and nothing else', async (role) => {
    const organizationId = await aTenant(api.services.db)
    const held = permissionsOf(role)
    const restricted = paths.filter((path) => !['anyone', 'session'].includes(accessOf(path) ?? ''))
    const expected = restricted.filter((path) => !held.has(accessOf(path) as never))

    const refused: string[] = []
    for (const path of restricted) {
      const call = api.call(path, validInputs[path]?.input(strange), api.staff(role, organizationId))
      if ((await outcome(call)) === 'FORBIDDEN') refused.push(path)
    }

    expect(refused).toEqual(expected)
  })
})

describe('another organization', () => {
  it('SEC-C07: can lend neither its depot nor its vehicle to one of our shifts', async () => {
    const other = await stocked()
    const mine = await stocked()
    const staff = api.staff('admin', mine.organizationId)
    const input = (ids: Partial<KnownIds>) => validInputs['shifts.create']?.input({ ...mine.ids, ...ids })

    const { depotId, vehicleId, driverId } = other.ids
    const outcomes = [
      await outcome(api.call('shifts.create', input({ depotId }), staff)),
      await outcome(api.call('shifts.create', input({ vehicleId }), staff)),
      await outcome(api.call('shifts.create', input({ driverId }), staff)),
    ]

    expect(outcomes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  })
})

describe('somebody who is limited to depots', () => {
  // What belongs to the organization as a whole, such as its members, asks for a permission that is never limited.
  const ofDepots = paths.filter(
    (path) =>
      validInputs[path]?.kind === 'entity' &&
      !/^(members|roles|roleAdvice|keys|serviceAccounts|oidc)\./.test(path),
  )

  it.each(ofDepots)('SEC-C03: %s finds nothing of the others', async (path) => {
    const { organizationId, ids } = await stocked()
    const limited = { ...api.staff('dispatcher', organizationId), depotIds: [anId<'depot'>()] }
    const admin = { ...limited, permissions: permissionsOf('admin') }

    expect(await outcome(api.call(path, validInputs[path]?.input(ids), admin))).toBe('NOT_FOUND')
  })

  it('sees their own depots, and no new one outside of them', async () => {
    const { organizationId, ids } = await stocked()
    const limited = { ...api.staff('admin', organizationId), depotIds: [ids.depotId as never] }

    const list = await api.call('depots.list', undefined, limited)
    const made = await outcome(api.call('depots.create', validInputs['depots.create']?.input(ids), limited))

    expect(list).toMatchObject({ items: [{ id: ids.depotId }] })
    expect(made).toBe('FORBIDDEN')
  })
})

describe('a session without the second factor that its organization asks for', () => {
  const usable = paths.filter((path) => procedures[path]?._def.meta?.isForLacking === true)

  it('calls nothing but what leads to one', async () => {
    const staff = {
      ...api.staff('admin', await aTenant(api.services.db)),
      lacks: 'second_factor' as const,
    }
    const needsSession = paths.filter((path) => accessOf(path) !== 'anyone' && !usable.includes(path))

    const outcomes = new Set<string>()
    for (const path of needsSession) {
      outcomes.add(await outcome(api.call(path, validInputs[path]?.input(strange), staff)))
    }

    expect([...outcomes]).toEqual(['FORBIDDEN'])
    expect(usable.length).toBeGreaterThan(0)
  })
})

/** As JSON that names `__proto__` is parsed: an own key. */
const withPrototypeKey = (input: object): object =>
  Object.defineProperty({ ...input }, '__proto__', { value: { polluted: true }, enumerable: true })

describe('inputs', () => {
  const withInput = paths.filter((path) => validInputs[path]?.input(strange) !== undefined)

  it.each(withInput)('SEC-C10: %s refuses a key that it does not know', async (path) => {
    const staff = { ...api.staff('admin', await aTenant(api.services.db)), isOperator: true }
    const valid = validInputs[path]?.input(strange) as object

    const outcomes = [
      await outcome(api.call(path, { ...valid, organizationId: anId() }, staff)),
      await outcome(api.call(path, withPrototypeKey(valid), staff)),
    ]

    expect(outcomes).toEqual(['INVALID', 'INVALID'])
  })

  const withName = withInput.filter(
    (path) =>
      typeof (validInputs[path]?.input(strange) as { readonly name?: unknown } | undefined)?.name ===
      'string',
  )

  it.each(withName)('SEC-D11: %s takes no name with NUL', async (path) => {
    const staff = { ...api.staff('admin', await aTenant(api.services.db)), isOperator: true }
    const valid = validInputs[path]?.input(strange) as object

    expect(await outcome(api.call(path, { ...valid, name: 'a\0b' }, staff))).toBe('INVALID')
  })

  it.each(['orders.list', 'imports.rows'])('SEC-D14: %s refuses a page without end', async (path) => {
    const staff = api.staff('admin', await aTenant(api.services.db))
    const input = { ...(validInputs[path]?.input(strange) as object), limit: 1e9 }

    expect(await outcome(api.call(path, input, staff))).toBe('INVALID')
  })

  it('SEC-E02: refuses a sort key that it does not know', async () => {
    const staff = api.staff('admin', await aTenant(api.services.db))
    const input = { ...(validInputs['orders.list']?.input(strange) as object), sort: 'version; drop table' }

    expect(await outcome(api.call('orders.list', input, staff))).toBe('INVALID')
  })
})
