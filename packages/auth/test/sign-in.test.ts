import { argon2Sync, createHash, randomBytes } from 'node:crypto'
import { withTenant } from '@cartage/db'
import type { CartageError } from '@cartage/domain'
import { useTestDatabase } from '@cartage/testing/vitest'
import { beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '../src/passwords/argon2id.ts'
import {
  aBrowser,
  anInstallation,
  cookieHeaderOf,
  cookieNamed,
  type Installation,
  PASSWORD,
  signedIn,
} from './people.ts'

const database = useTestDatabase()
let installation: Installation

beforeAll(async () => {
  installation = await anInstallation(database.db)
})

const refusal = async (attempt: Promise<unknown>): Promise<unknown> => {
  try {
    return await attempt
  } catch (error) {
    // What is for the log alone is not told.
    return { ...(error as object), detail: undefined, message: (error as Error).message }
  }
}

describe('signing in', () => {
  it('works with the address in any case and gives a session with the permissions of the role', async () => {
    const { auth } = installation
    const { email } = await installation.person('viewer')

    const answer = await signedIn(auth, { ...aBrowser(), email: email.toUpperCase(), password: PASSWORD })

    const read = await auth.readSession({ cookieHeader: cookieHeaderOf(answer) })
    expect(read?.session).toEqual(answer.session)
    expect(read?.session).toMatchObject({ email, role: 'viewer' })
    expect([...read!.session.permissions]).not.toContain('order:write')
  })

  it('SEC-A01 raises the parameters of a password that was stored with weaker ones', async () => {
    const { auth } = installation
    const { email } = await installation.person()
    const users = database.db.updateTable('identity.user').where('email', '=', email)
    const salt = randomBytes(16)
    const tag = argon2Sync('argon2id', {
      message: PASSWORD,
      nonce: salt,
      memory: 8_192,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    })
    const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
    await users.set({ passwordHash: `$argon2id$v=19$m=8192,t=1,p=1$${bare(salt)}$${bare(tag)}` }).execute()

    await auth.signIn({ ...aBrowser(), email, password: PASSWORD })

    const { passwordHash } = await database.db
      .selectFrom('identity.user')
      .select('passwordHash')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    const parametersOf = (hash: string | null): string | undefined => hash?.split('$')[3]
    expect(parametersOf(passwordHash)).toBe(parametersOf(await hashPassword('anything')))
    await expect(auth.signIn({ ...aBrowser(), email, password: PASSWORD })).resolves.toBeDefined()
  })

  it('SEC-A05 refuses an account after five tries, with the time to wait, and never a browser it knows', async () => {
    const { auth } = installation
    const person = await installation.person()
    const wrong = () => auth.signIn({ ...aBrowser(), email: person.email, password: 'wrong' })
    for (let tries = 0; tries < 5; tries++)
      await expect(wrong()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })

    const sixth = await refusal(wrong())
    const stranger = await refusal(auth.signIn({ ...aBrowser(), email: person.email, password: PASSWORD }))
    const known = await signedIn(auth, {
      ...aBrowser(cookieHeaderOf(person)),
      email: person.email,
      password: PASSWORD,
    })

    expect(sixth).toMatchObject({ code: 'LIMIT_REACHED', retryAfterS: expect.any(Number) as number })
    expect((sixth as { retryAfterS: number }).retryAfterS).toBeGreaterThan(0)
    expect((sixth as { retryAfterS: number }).retryAfterS).toBeLessThanOrEqual(30)
    expect(stranger).toMatchObject({ code: 'LIMIT_REACHED' })
    expect(known.session.email).toBe(person.email)
  })

  it('SEC-A05 refuses an address after twenty tries, whatever the accounts', async () => {
    const { auth } = installation
    const browser = aBrowser()
    const tries = await Promise.all(
      Array.from({ length: 25 }, (_, n) =>
        refusal(auth.signIn({ ...browser, email: `nobody${n}@example.org`, password: 'wrong' })),
      ),
    )

    const codes = tries.map((outcome) => (outcome as { code: string }).code)
    const refused = codes.filter((code) => code === 'LIMIT_REACHED').length
    expect(refused).toBeGreaterThanOrEqual(3)
    expect(refused).toBeLessThanOrEqual(5)
  })

  it('SEC-A06 says the same to a wrong password, an unknown account and a disabled one', async () => {
    const { auth, admin } = installation
    const active = await installation.person()
    const disabled = await installation.person()
    const { organizationId, userId: changedBy } = admin.session
    await auth.setMemberDisabled({
      organizationId,
      userId: disabled.session.userId,
      disabled: true,
      changedBy,
      held: installation.admin.session.permissions,
    })

    const wrong = await refusal(auth.signIn({ ...aBrowser(), email: active.email, password: 'wrong' }))
    const unknown = await refusal(
      auth.signIn({ ...aBrowser(), email: 'nobody@example.org', password: PASSWORD }),
    )
    const locked = await refusal(auth.signIn({ ...aBrowser(), email: disabled.email, password: PASSWORD }))

    expect(wrong).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(unknown).toEqual(wrong)
    expect(locked).toEqual(wrong)
  })

  it('SEC-F04 tells the log of an unknown account, from where, and not who was meant', async () => {
    const from = aBrowser()
    const { auth } = installation
    const failed: unknown = await auth
      .signIn({ ...from, email: 'Nobody@example.org', password: 'eleven tin whistles' })
      .catch((error: unknown) => error)
    const { detail } = failed as CartageError

    const hash = createHash('sha256').update('nobody@example.org').digest('hex').slice(0, 16)
    expect(detail).toBe(`no account ${hash}, asked for from ${from.remoteAddress}`)
  })

  it('SEC-B05 gives a token that the client could not choose, and ends the one it brought', async () => {
    const { auth } = installation
    const person = await installation.person()
    const chosen = 'cartage=chosen-by-an-attacker'
    const signIn = (cookieHeader: string) =>
      signedIn(auth, { ...aBrowser(cookieHeader), email: person.email, password: PASSWORD })

    const afterChosen = await signIn(chosen)
    const afterOwn = await signIn(cookieHeaderOf(person))

    expect(cookieNamed('cartage', afterChosen)).not.toBe('chosen-by-an-attacker')
    expect(await auth.readSession({ cookieHeader: chosen })).toBeNull()
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(person) })).toBeNull()
    expect(await auth.readSession({ cookieHeader: cookieHeaderOf(afterOwn) })).not.toBeNull()
  })

  it('SEC-F04 leaves exactly one audit record for each success and each refusal', async () => {
    const { auth, admin } = installation
    const person = await installation.person()
    await auth.signIn({ ...aBrowser(), email: person.email, password: PASSWORD })
    await refusal(auth.signIn({ ...aBrowser(), email: person.email, password: 'wrong' }))

    const records = await withTenant(database.db, admin.session.organizationId, (trx) =>
      trx
        .selectFrom('auditEvent')
        .select(['action', 'result'])
        .where('userId', '=', person.session.userId)
        .where('entity', '=', 'session')
        .orderBy('id')
        .execute(),
    )

    expect(records).toEqual([
      { action: 'session.create', result: 'done' },
      { action: 'session.create', result: 'done' },
      { action: 'session.create', result: 'refused' },
    ])
  })
})
