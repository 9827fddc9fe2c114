import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { freePort } from './server-process.ts'

/** Somebody whom a provider knows. */
export interface ProviderPerson {
  readonly email?: string
  readonly isEmailVerified?: boolean
  readonly name?: string
}

export interface TestProviderOptions {
  readonly redirectUri: string
  readonly clientId?: string
  readonly clientSecret?: string
  /** Whether the ID token carries the address, and not only what is asked for after it. */
  readonly hasClaimsInIdToken?: boolean
}

/** A real OpenID provider on loopback. Whoever is named in `login_hint` signs in without being asked. */
export interface TestProvider extends AsyncDisposable {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** By subject. */
  readonly people: Map<string, ProviderPerson>
  /** Says who is at the browser from now on, where no `login_hint` does. */
  readonly seat: (subject: string) => void
  /** Says when that was from now on, though it is asked for anew; null for when it is. */
  readonly signedInAt: (time: Date | null) => void
  /**
   * Goes where a sign-in sent the browser, signs in as a person of the provider, and answers the address that the browser is sent
   * back to. What stands in `changes` is replaced on the way there.
   */
  readonly follow: (url: string, subject: string, changes?: Readonly<Record<string, string>>) => Promise<URL>
  /** Nothing answers any more until `up`. */
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
}

/** Starts `oidc-provider`, a certified one. */
export async function startOidcProvider({
  redirectUri,
  clientId = 'cartage',
  clientSecret = 'a-secret-between-two-servers',
  hasClaimsInIdToken = false,
}: TestProviderOptions): Promise<TestProvider> {
  const { Provider } = await import('oidc-provider')
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, ProviderPerson>()
  let seated = 'nobody'
  let signedIn: Date | null = null
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    conformIdTokenClaims: !hasClaimsInIdToken,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, subject) => accountOf(people, subject),
    loadExistingGrant: grantAll,
  })
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const { params } = await provider.interactionDetails(ctx.req, ctx.res)
    await provider.interactionFinished(ctx.req, ctx.res, {
      login: {
        accountId: typeof params['login_hint'] === 'string' ? params['login_hint'] : seated,
        ...(signedIn === null ? {} : { ts: Math.floor(signedIn.getTime() / 1_000) }),
      },
    })
    ctx.respond = false
  })
  const answer = provider.callback()
  const listen = async () => {
    const server = createServer((request, response) => {
      void answer(request, response)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen()
  const down = async (): Promise<void> => {
    if (!server.listening) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    seat(subject) {
      seated = subject
    },
    signedInAt(time) {
      signedIn = time
    },
    follow: (url, subject, changes = {}) => follow(url, { ...changes, login_hint: subject }, redirectUri),
    down,
    async up() {
      server = await listen()
    },
    [Symbol.asyncDispose]: down,
  }
}

const accountOf: (
  people: ReadonlyMap<string, ProviderPerson>,
  subject: string,
) => ReturnType<NonNullable<Configuration['findAccount']>> = async (people, subject) => ({
  accountId: subject,
  claims: async () => {
    const { email, isEmailVerified, name } = people.get(subject) ?? {}
    return {
      sub: subject,
      ...(email === undefined ? {} : { email }),
      ...(isEmailVerified === undefined ? {} : { email_verified: isEmailVerified }),
      ...(name === undefined ? {} : { name }),
    }
  },
})

/** Nobody is asked what the client may know. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId ?? '',
    accountId: oidc.session?.accountId ?? '',
  })
  grant.addOIDCScope('openid email profile')
  await grant.save()
  return grant
}

const MOST_STEPS = 8

/** Follows redirects as a browser with cookies does, up to the address of the client. */
async function follow(
  url: string,
  changes: Readonly<Record<string, string>>,
  redirectUri: string,
): Promise<URL> {
  let at = new URL(url)
  for (const [name, value] of Object.entries(changes)) at.searchParams.set(name, value)
  const cookies = new Map<string, string>()
  for (let step = 0; step < MOST_STEPS; step++) {
    if (at.href.startsWith(redirectUri)) return at
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`The provider stopped at ${at.pathname}: ${await answer.text()}`)
    at = new URL(location, at)
  }
  throw new Error('The provider sent the browser round in circles.')
}
