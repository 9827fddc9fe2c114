import { startOidcProvider, type TestProvider } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administrator, type Answer, cookiesOf, type ServedConsole, serveConsole } from './http-console.ts'

let console: ServedConsole
let provider: TestProvider
let id: string

beforeAll(async () => {
  console = await serveConsole({ OUTGOING_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'debug' })
  provider = await startOidcProvider({
    redirectUri: `${console.server.url}/auth/oidc/callback`,
    hasClaimsInIdToken: true,
  })
  provider.people.set('lee', { email: 'lee@example.com', isEmailVerified: true, name: 'Lee' })
  const { issuer, clientId, clientSecret } = provider
  const settings = { name: 'Staff', issuer, clientId, clientSecret, isEnabled: true, isRequired: false }
  const made = await console.mutate('oidc.create', {
    ...settings,
    role: 'viewer',
    emailDomains: ['example.com'],
  })
  id = made.json.result.data.id
})
afterAll(async () => {
  await provider[Symbol.asyncDispose]()
  await console[Symbol.asyncDispose]()
})

const start = (query: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  console.ask(`/auth/oidc/start?${new URLSearchParams({ provider: id, ...query })}`)

/** From the button to the provider and back. */
async function goAndReturn(subject: string, query?: Readonly<Record<string, string>>) {
  const gone = await start(query)
  const cookie = cookiesOf(gone)
  const { pathname, search } = await provider.follow(gone.headers.location!, subject)
  const back = `${pathname}${search}`
  return { cookie, back, answer: await console.ask(back, { headers: { cookie } }) }
}

describe('signing in at a provider', () => {
  it('SEC-B07: leads there with PKCE, and back with a session, by cookies that no script reads', async () => {
    const gone = await start()
    const asked = new URL(gone.headers.location!)
    const { answer } = await goAndReturn('lee', { next: '/start?from=mail' })
    const session = await console.ask('/api/trpc/session.current', { headers: { cookie: cookiesOf(answer) } })

    expect(gone.status).toBe(303)
    expect(asked.origin).toBe(provider.issuer)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: `${console.server.url}/auth/oidc/callback`,
      code_challenge_method: 'S256',
    })
    expect(gone.headers['set-cookie']).toEqual([
      expect.stringMatching(/^cartage-provider=\S{34}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/),
    ])
    expect([answer.status, answer.headers.location]).toEqual([303, '/start?from=mail'])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(session.json.result.data.user).toMatchObject({ name: 'Lee', email: 'lee@example.com' })
  })

  it('is offered to everybody where there is one organization, and to who has its link', async () => {
    const offered = async (asked: object) =>
      (await console.query('oidc.offered', asked, { cookie: '' })).json.result?.data
    const { id: organization } = (await console.query('session.current')).json.result.data.organization

    expect(await offered({})).toEqual({ items: [{ id, name: 'Staff' }] })
    expect(await offered({ organization })).toEqual({ items: [{ id, name: 'Staff' }] })
    expect(await offered({ organization: crypto.randomUUID() })).toEqual({ items: [] })
  })

  it.each(['//evil.example.com', 'https://evil.example.com', '/\\evil.example.com', '/..//evil.example.com'])(
    'goes on at no address elsewhere, such as %s',
    async (next) => {
      const { answer } = await goAndReturn('lee', { next })

      expect([answer.status, answer.headers.location]).toEqual([303, '/'])
    },
  )

  it('SEC-D05: is ended by one GET in the browser that began it, and by nothing else', async () => {
    const gone = await start()
    const { pathname, search } = await provider.follow(gone.headers.location!, 'lee')
    const back = `${pathname}${search}`
    const cookie = cookiesOf(gone)

    const others = [
      await console.ask(back, { method: 'HEAD', headers: { cookie } }),
      await console.ask(back, { method: 'POST', headers: { cookie, origin: console.server.url } }),
    ]
    const right = await console.ask(back, { headers: { cookie } })
    const again = await console.ask(back, { headers: { cookie } })
    const strange = await console.ask('/auth/oidc/callback?state=x&code=y')

    expect(others.map(({ status, headers }) => [status, headers['set-cookie']])).toEqual([
      [404, undefined],
      [405, undefined],
    ])
    expect(right.headers.location).toBe('/')
    for (const { headers } of [again, strange]) {
      expect(headers.location).toBe('/sign-in?problem=OIDC_STATE')
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  it('asks the owner of an account that is there for their password, and connects both', async () => {
    provider.people.set('robin', { email: administrator.email, isEmailVerified: true })
    const post = (procedure: string, input: unknown, cookie: string): Promise<Answer> =>
      console.mutate(procedure, input, { cookie })

    const { answer } = await goAndReturn('robin', { next: '/settings/account' })
    const waiting = cookiesOf(answer)
    const pending = await console.query('oidc.pending', undefined, { cookie: waiting })
    const own = await post('session.signIn', administrator, waiting)
    const connected = await post('oidc.connect', undefined, `${waiting}; ${cookiesOf(own)}`)
    const next = await goAndReturn('robin')

    expect(answer.headers.location).toBe('/sign-in?pending=1&next=%2Fsettings%2Faccount')
    expect(pending.json.result.data).toEqual({ kind: 'connect', provider: 'Staff' })
    expect(connected.json.result.data.user.email).toBe(administrator.email)
    expect(next.answer.headers.location).toBe('/')
  })

  it('says on the sign-in page why somebody has no access', async () => {
    provider.people.set('sam', { email: 'sam@other.test', isEmailVerified: true })

    const { answer } = await goAndReturn('sam')
    const gone = await console.ask(`/auth/oidc/start?provider=${crypto.randomUUID()}`)
    const odd = await console.ask('/auth/oidc/start?provider=x&provider=y')

    expect(answer.headers.location).toBe('/sign-in?problem=OIDC_NO_ACCESS')
    expect(gone.headers.location).toBe('/sign-in?problem=OIDC_GONE')
    expect(odd.headers.location).toBe('/sign-in?problem=OIDC_GONE')
  })

  it('SEC-A09: is a fresh proof for who is signed in; a page of ours tells how it went, and leads back', async () => {
    const { answer } = await goAndReturn('lee')
    const own = cookiesOf(answer)
    const prove = async (cookie: string, subject: string) => {
      const asked = { next: '/settings/account' }
      const begun = await console.mutate('oidc.startProof', asked, { cookie })
      const { pathname, search } = await provider.follow(begun.json.result.data.url, subject)
      const headers = { cookie: `${cookie}; ${cookiesOf(begun)}` }
      return console.ask(`${pathname}${search}`, { headers })
    }

    const somebodyElse = await prove(own, 'sam')
    const proven = await prove(own, 'lee')

    expect(somebodyElse.headers.location).toBe('/confirmed?next=%2Fsettings%2Faccount&problem=OIDC_NOT_YOU')
    expect([proven.status, proven.headers.location]).toEqual([303, '/confirmed?next=%2Fsettings%2Faccount'])
    const current = async (cookie: string) =>
      (await console.query('session.current', undefined, { cookie })).json.result.data
    expect((await current(cookiesOf(proven))).user.name).toBe('Lee')
    expect(await current(own)).toBeNull()
  })

  it('SEC-F01: leaves codes, states and the client secret out of the log', async () => {
    const { back, cookie } = await goAndReturn('lee')
    const query = new URLSearchParams(back.split('?')[1])
    const logged = console.server.output()

    expect(logged).toContain('/api/trpc/')
    for (const secret of [
      query.get('code')!,
      query.get('state')!,
      cookie.split('=')[1]!,
      provider.clientSecret,
    ]) {
      expect(logged).not.toContain(secret)
    }
  })

  it('SEC-D13: is limited for one address', async () => {
    const ask = async () => (await console.ask('/auth/oidc/callback?state=x')).headers.location

    const ends = new Set(await Promise.all(Array.from({ length: 80 }, ask)))

    expect(ends).toEqual(new Set(['/sign-in?problem=OIDC_STATE', '/sign-in?problem=RATE_LIMIT']))
  })
})
