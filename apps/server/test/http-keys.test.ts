import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, form, serveConsole, type ServedConsole } from './http-console.ts'

let served: ServedConsole
let secret: string
let keyId: string

async function makeKey(permissions: readonly string[]): Promise<{ secret: string; id: string }> {
  const { json } = await served.mutate('keys.create', { accountId: null, name: 'Shop', permissions })
  return { secret: json.result.data.secret, id: json.result.data.key.id }
}

beforeAll(async () => {
  served = await serveConsole()
  ;({ secret, id: keyId } = await makeKey([
    'fleet:read',
    'organization:read',
    'organization:write',
    'audit:read',
  ]))
})
afterAll(async () => served[Symbol.asyncDispose]())

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const read = (headers: Readonly<Record<string, string>>, path = 'depots.list'): Promise<Answer> =>
  served.ask(`/api/trpc/${path}`, { headers })
const rename = (headers: Readonly<Record<string, string>>, name: string): Promise<Answer> =>
  served.ask('/api/trpc/organization.update', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name, currency: 'EUR' }),
  })

describe('a key over HTTP', () => {
  it('SEC-D03 reads and changes without an origin', async () => {
    const answers = [await read(bearer(secret)), await rename(bearer(secret), 'By key')]

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await served.query('organization.get')).json.result.data.name).toBe('By key')
  })

  it('SEC-D03 still needs the origin with a cookie, whatever other scheme comes with it', async () => {
    const basic = { authorization: 'Basic eDp5', cookie: served.cookie }

    expect((await rename({ cookie: served.cookie }, 'Stolen')).status).toBe(403)
    expect((await rename(basic, 'Stolen')).status).toBe(403)
  })

  it('SEC-D03 is no way around the origin: beside a bearer, cookies count for nothing', async () => {
    const answer = await rename({ authorization: 'Bearer x', cookie: served.cookie }, 'Stolen')

    expect(answer.status).toBe(401)
    expect(answer.json.error.data.reason).toBe('KEY')
    expect((await served.query('organization.get')).json.result.data.name).not.toBe('Stolen')
  })

  it('SEC-B08 is never taken from the address or the body', async () => {
    const inQuery = ['token', 'key', 'access_token', 'api_key', 'connectionParams', 'authorization'].map(
      (name) =>
        served.ask(
          `/api/trpc/depots.list?${name}=${encodeURIComponent(name === 'connectionParams' ? JSON.stringify({ authorization: `Bearer ${secret}` }) : secret)}`,
        ),
    )
    const inBody = served.ask('/api/trpc/organization.update', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: served.server.url },
      body: JSON.stringify({ name: 'x', currency: 'EUR', token: secret }),
    })

    const statuses = (await Promise.all([...inQuery, inBody])).map(({ status }) => status)

    expect(new Set(statuses)).toEqual(new Set([401]))
  })

  it('SEC-B09 is no session, and a session is no key', async () => {
    const session = served.cookie.split('=')[1]!.split(';')[0]!

    expect((await read({ cookie: `cartage=${secret}` })).status).toBe(401)
    expect((await read(bearer(session))).status).toBe(401)
  })

  it('SEC-C02 does what it was given at plain addresses too, and the refusal is recorded', async () => {
    const upload = form({ name: 'a.csv', bytes: 'a\n' }, bearer(secret))
    const url =
      '/api/uploads/orders?id=0d8bd0f6-4a3f-4c5c-8f0e-6c7a5b1c9d11&depotId=0d8bd0f6-4a3f-4c5c-8f0e-6c7a5b1c9d12&date=2026-04-07'

    const refused = await served.ask(url, { method: 'POST', ...upload })
    const tile = await served.ask('/api/regions/gothenburg/tiles/1/0/0.mvt', { headers: bearer(secret) })

    expect([refused.status, tile.status]).toEqual([403, 403])
    const { json } = await served.query('audit.list', { result: 'refused' })
    expect(json.result.data.items.map(({ entityId, key }: any) => [entityId, key.id])).toEqual(
      expect.arrayContaining([
        ['/api/uploads/orders', keyId],
        ['/api/regions/:name/tiles/:z/:x/:y.mvt', keyId],
      ]),
    )
  })

  it('SEC-D13 is told when to come back once it asks too much', async () => {
    const busy = await makeKey(['fleet:read'])
    const batch = Array.from({ length: 20 }, () => 'depots.list').join(',')
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => read(bearer(busy.secret), `${batch}?batch=1`)),
    )

    const limited = answers.filter(({ headers }) => headers['retry-after'] !== undefined)
    expect(limited.length).toBeGreaterThan(0)
    expect(limited.at(-1)!.text).toContain('LIMIT_REACHED')
    expect((await read(bearer(secret))).status).toBe(200)
  })

  it('SEC-B08 stands in no line of the log', () => {
    expect(served.server.output()).not.toContain(secret.slice(4))
  })

  it('ends at once when it is revoked', async () => {
    const short = await makeKey(['fleet:read'])
    expect((await read(bearer(short.secret))).status).toBe(200)

    await served.mutate('keys.revoke', { id: short.id })

    expect((await read(bearer(short.secret))).status).toBe(401)
  })
})

describe('the audit log as a file', () => {
  it('SEC-F04 comes as CSV and as JSON lines, for those who may read it', async () => {
    const csv = await served.ask('/api/exports/audit.csv?entity=key', { headers: { cookie: served.cookie } })
    const lines = await served.ask('/api/exports/audit.ndjson', { headers: bearer(secret) })
    const { secret: weak } = await makeKey(['fleet:read'])
    const refused = await served.ask('/api/exports/audit.csv', { headers: bearer(weak) })
    const odd = await served.ask('/api/exports/audit.csv?sort=id', { headers: { cookie: served.cookie } })

    expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/)
    expect(csv.text).toMatch(/^\uFEFFat,user,user_id,key/)
    expect(csv.text).toContain('key.create')
    expect(JSON.parse(lines.text.split('\n')[0]!)).toMatchObject({
      action: 'audit.export',
      key: { id: keyId },
    })
    expect([csv.status, lines.status, refused.status, odd.status]).toEqual([200, 200, 403, 400])
  })
})
