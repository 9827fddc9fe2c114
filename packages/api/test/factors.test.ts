import type { SessionRead } from '@cartage/auth'
import type { StaffContext } from '@cartage/services'
import { TRPCError } from '@trpc/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { knownError } from '../src/errors/known-error.ts'
import type { Meta } from '../src/meta.ts'
import { appRouter } from '../src/root.ts'
import { useApi } from './use-api.ts'
import { validInputs } from './valid-inputs.ts'

const api = useApi()
let person: StaffContext

interface Procedure {
  readonly _def: { readonly meta?: Meta | undefined }
}
const procedures = appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>
const sensitive = Object.keys(procedures).filter((path) => procedures[path]?._def.meta?.isSensitive === true)

const staffOf = ({ session }: SessionRead): StaffContext => ({
  ...api.services,
  ...session,
  isSessionAlive: async () => true,
})

/** The failure of a call, as its caller can tell. */
async function failure(call: Promise<unknown>) {
  try {
    await call
    return undefined
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    const { code, reason, field } = knownError(error.cause) ?? {}
    return { code, reason, field }
  }
}

beforeAll(async () => {
  const { auth } = api.services
  person = staffOf(
    await auth.claimFirstAdmin({
      cookieHeader: undefined,
      remoteAddress: '203.0.113.7',
      userAgent: 'test',
      token: (await auth.issueFirstAdminToken())!,
      organizationName: 'Harbour Freight',
      name: 'Ada First',
      email: 'ada@example.org',
      password: 'seven grey herons',
    }),
  )
})

describe('changing factors', () => {
  it('is sensitive, and so is what an organization asks of its members', () => {
    expect(sensitive).toEqual(
      expect.arrayContaining([
        'access.update',
        'factors.confirmTotp',
        'factors.enrolTotp',
        'factors.removeTotp',
        'factors.renewRecoveryCodes',
      ]),
    )
  })

  it('SEC-A09 SEC-B03 so is who belongs to an organization and as what, what roles may do, and ending sessions', () => {
    expect(sensitive).toEqual(
      expect.arrayContaining([
        'members.endSession',
        'members.handOver',
        'members.invite',
        'members.setDisabled',
        'members.setRole',
        'roleAdvice.accept',
        'roleAdvice.revert',
        'roles.create',
        'roles.remove',
        'roles.update',
        'sessions.end',
        'sessions.endOthers',
      ]),
    )
  })

  it.each(sensitive)('SEC-A09 %s needs a proof of the last ten minutes', async (path) => {
    const proven = api.services.now()
    const at = (secondsAgo: number): StaffContext => ({
      ...person,
      authenticatedAt: new Date(proven.getTime() - secondsAgo * 1_000),
    })
    const input = validInputs[path]?.input({} as never)

    expect((await failure(api.call(path, input, at(601))))?.reason).toBe('REAUTH_REQUIRED')
    expect((await failure(api.call(path, input, at(599))))?.reason).not.toBe('REAUTH_REQUIRED')
  })

  it('names the field and what was expected of a code that is none', async () => {
    const fresh = { ...person, authenticatedAt: api.services.now() }
    const wrong = { code: 'INVALID', reason: 'INPUT', field: 'code' }

    expect(await failure(api.call('factors.confirmTotp', { code: '12 34' }, fresh))).toEqual(wrong)
    expect(await failure(api.call('factors.prove', {}, fresh))).toEqual(wrong)
    expect(await failure(api.call('factors.prove', { code: '123456', recoveryCode: 'abcd' }, fresh))).toEqual(
      wrong,
    )
  })

  it('says of an administrator without a factor that they need one first', async () => {
    const fresh = { ...person, authenticatedAt: api.services.now() }

    expect(await failure(api.call('access.update', { requiresSecondFactor: true }, fresh))).toMatchObject({
      code: 'PRECONDITION',
      reason: 'NO_FACTOR',
    })
    expect(await api.call('access.get', undefined, fresh)).toEqual({ requiresSecondFactor: false })
  })
})
