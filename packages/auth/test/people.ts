import type { Db } from '@cartage/db'
import type { Role } from '@cartage/domain'
import { type Auth, type AuthOptions, givenKeys, openAuth, type SessionRead } from '../src/index.ts'

export const PASSWORD = 'seven grey herons'
export const PUBLIC_URL = 'https://cartage.example.org'
export const testKeys = givenKeys('seven-grey-herons-by-a-lighthouse', 'keys')

/** A browser that nobody knows, at an address of its own. */
let browsers = 0
export const aBrowser = (cookieHeader?: string) => ({
  cookieHeader,
  remoteAddress: `10.0.${browsers >> 8}.${browsers++ & 255}`,
  userAgent: 'Firefox',
})

/** What a browser sends back of `Set-Cookie` values. */
export const cookieHeaderOf = ({ cookies }: Pick<SessionRead, 'cookies'>): string =>
  cookies.map((cookie) => cookie.split(';')[0]).join('; ')

/** The value of the cookie of that name. */
export const cookieNamed = (name: string, { cookies }: Pick<SessionRead, 'cookies'>): string =>
  cookies
    .find((cookie) => cookie.startsWith(`${name}=`))!
    .slice(name.length + 1)
    .split(';')[0]!

export interface Installation {
  readonly auth: Auth
  readonly admin: SessionRead
  /** Somebody new, signed in. */
  person(role?: Role): Promise<SessionRead & { readonly email: string }>
}

/** Signs in where no second factor is asked for. */
export async function signedIn(auth: Auth, input: Parameters<Auth['signIn']>[0]): Promise<SessionRead> {
  const answer = await auth.signIn(input)
  if (answer.kind !== 'session') throw new Error('A second factor is asked for.')
  return answer
}

/** An installation with its first administrator. */
export async function anInstallation(db: Db, options: Partial<AuthOptions> = {}): Promise<Installation> {
  const auth = openAuth({ db, isHttps: false, publicUrl: PUBLIC_URL, keys: testKeys, ...options })
  const admin = await auth.claimFirstAdmin({
    ...aBrowser(),
    token: (await auth.issueFirstAdminToken())!,
    organizationName: 'Harbour Freight',
    name: 'Ada First',
    email: 'ada@example.org',
    password: PASSWORD,
  })
  let people = 0
  return {
    auth,
    admin,
    async person(role = 'dispatcher') {
      const email = `person${++people}@example.org`
      const { organizationId, userId } = admin.session
      const invite = await auth.createInvite({
        organizationId,
        invitedBy: userId,
        email,
        name: `Person ${people}`,
        role,
        depotIds: null,
        held: admin.session.permissions,
      })
      return {
        ...(await auth.acceptInvite({ ...aBrowser(), token: invite.token, password: PASSWORD })),
        email,
      }
    },
  }
}
