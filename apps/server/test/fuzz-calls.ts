import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { appRouter } from '@cartage/api'
import type { ServedConsole } from './http-console.ts'

/** A request that no honest client sends. */
export interface FuzzedCall {
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface FuzzReport {
  readonly calls: number
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>
  /** Calls that were answered with a failure of the server, or with nothing. */
  readonly surprises: readonly unknown[]
  /** Megabytes of the server's process, a fifth of the way through and at the end; NaN where the machine does not tell. */
  readonly warmMb: number
  readonly endMb: number
}

/** A generator of numbers from 0 to 1; the same seed gives the same ones. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]) => {
  const { type } = (procedure as unknown as { readonly _def: { readonly type: string } })._def
  return { name, type }
})
// An open stream answers when it ends; a sample day is a morning's work.
const names = procedures
  .filter(({ name, type }) => type !== 'subscription' && name !== 'samples.load')
  .map(({ name }) => name)
const mutations = procedures.filter(({ type }) => type === 'mutation').map(({ name }) => name)

const anId = '11111111-1111-4111-8111-111111111111'
const values = [
  '{',
  'null',
  '[]',
  '0',
  '"x"',
  '1e400',
  '-1',
  '{"id":null}',
  '{"0":{}}',
  '{"__proto__":{"a":1}}',
  `{"id":"${anId}","__proto__":{"polluted":true}}`,
  '{"constructor":{"prototype":{"a":1}}}',
  '{"id":"\\u0000"}',
  '{"id":"\\ud800"}',
  `{"id":"${anId}","version":1,"name":"\\ud800","notes":"\\udfff"}`,
  `{"id":"${anId}","version":1,"name":"\\u0000"}`,
  `{"id":"${anId}","version":9007199254740993,"serviceS":1e308}`,
  '{"depotId":"%00"}',
  '{"limit":1e999,"cursor":"\\u0000"}',
  '{"cursor":{"$gt":""}}',
  `{"a":${'['.repeat(40)}${']'.repeat(40)}}`,
  `"${'x'.repeat(5_000)}"`,
  '\u0000',
  `{"depotId":"${anId}","date":"2026-02-30"}`,
  '{"ids":[]}',
  '{"ids":["x"],"ids":[1]}',
  '{"lon":1e309,"lat":"52"}',
  '{"edits":[{"row":-1}]}',
  '',
  '{"0":{"json":1},"1":[],"x":2}',
  `{"depotId":"${anId}","date":"2026-04-07","search":"\\u0000","cursor":"%"}`,
  `{"depotId":"${anId}","date":"2026-04-07","search":"\\ud800","limit":9e15}`,
  '{"email":"\\ud800@example.test","password":"\\u0000"}',
  '{"token":"\\ud800","password":"\\udfff aaaaaaaa"}',
  '{"region":"gothenburg","text":"\\ud800"}',
  '{"name":"porto","title":"\\u0000"}',
]
const form = (content: string): string =>
  `--x\r\ncontent-disposition: form-data; name="${content}"; filename="../../x"\r\n\r\n${content}\r\n--x--\r\n`

/** Calls without end, the same for the same seed. */
export function* fuzzedCalls(
  seed: number,
  { cookie, origin }: Record<'cookie' | 'origin', string>,
): Generator<FuzzedCall> {
  const random = randomOf(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const paths = (): string =>
    pick([
      pick(names),
      pick(names),
      `${pick(names)},${pick(names)}`,
      `${pick(names)},,${pick(names)}`,
      Array.from({ length: 20 }, () => pick(names)).join(','),
      ','.repeat(25),
      ',',
      '%2c',
      '%00',
      '%',
      '%ff',
      '..',
      '.',
      'a.b.c',
      '__proto__',
      'constructor.prototype',
      'depots',
      'depots.',
      '.list',
      'depots.list%20',
      '%F0%9F%98%80',
      '%ED%A0%80',
      'depots.list/x',
    ])
  const queries = (): string =>
    pick([
      '',
      '?',
      '?batch=1',
      '?batch=',
      '?batch=1&batch=2',
      '?input',
      '?input=%',
      '?input=%ff',
      `?input=${encodeURIComponent(pick(values))}`,
      `?batch=1&input=${encodeURIComponent(pick(values))}`,
      '?lastEventId=%00',
      '?connectionParams={',
      '?connectionParams=null',
      '?__proto__=1',
    ])
  const oddHeaders = (): Readonly<Record<string, string>> =>
    pick<Record<string, string>>([
      {},
      {},
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/json;;;' },
      { 'content-type': 'text/plain' },
      { accept: 'text/event-stream' },
      { 'trpc-accept': 'application/jsonl' },
      { 'last-event-id': '-1' },
      { 'content-encoding': 'gzip' },
      { cookie: `${cookie}; =; ;x` },
      { cookie: `cartage=${'%'.repeat(300)}` },
      { 'x-forwarded-for': '::::' },
      { 'x-forwarded-proto': 'javascript' },
      { host: 'evil.example' },
      { range: 'bytes=9-1' },
      { 'if-none-match': '"' },
      { 'user-agent': '\t{"level":60}' },
    ])
  const own = { origin, cookie, 'content-type': 'application/json' }
  const others = [
    '/api/regions/%00/tiles/1/1/1.mvt',
    '/api/regions/x/tiles/NaN/-1/1e9.mvt',
    '/api/exports/plans/%00.csv',
    '/api/exports/plans/.csv',
    '/api/exports/orders.csv?date=%00',
    '/api/exports/orders.csv?depotId[]=1&__proto__[a]=1',
    '/api/uploads/orders?id=%00',
    `/api/uploads/orders?id=${anId}&depotId=${anId}&date=2026-04-07`,
    '/api/uploads/regions?name=..%2f',
    '/ready?%',
    '/%c0%ae',
    '/health%00',
    '/assets/%5c..%5cpackage.json',
  ]
  for (let at = 0; ; at++) {
    // Every mutation in turn gets forms, whatever chance does with it.
    if (at % 10 === 0) {
      const name = mutations[(at / 10) % mutations.length] ?? ''
      const type = pick([
        'multipart/form-data; boundary=x',
        'application/octet-stream',
        'multipart/form-data',
      ])
      yield {
        path: `/api/trpc/${name}`,
        method: 'POST',
        headers: { ...own, 'content-type': type },
        body: form(pick(['file', '__proto__', 'input', '\ud800'])),
      }
      continue
    }
    const path = random() < 0.9 ? `/api/trpc/${paths()}${queries()}` : pick(others)
    const isForm = path.startsWith('/api/uploads/') && random() < 0.7
    // Signing out must not end the session that reaches the rest.
    const seen = { ...own, ...oddHeaders(), ...(path.includes('session.') ? { cookie: 'x=1' } : {}) }
    if (random() < 0.6) {
      const type = isForm ? { 'content-type': 'multipart/form-data; boundary=x' } : {}
      const body = isForm ? pick([form('file'), form('x'), '--x', '--x\r\n\r\n']) : pick(values)
      yield { path, method: 'POST', headers: { ...seen, ...type }, body }
    } else {
      const { 'content-type': _, ...headers } = seen
      yield { path, method: pick(['GET', 'GET', 'GET', 'HEAD', 'PUT', 'DELETE']), headers, body: '' }
    }
  }
}

const AT_A_TIME = 16

/** Sends so many fuzzed calls to a server process, some at a time over kept connections. */
export async function fuzzServer(served: ServedConsole, seed: number, calls: number): Promise<FuzzReport> {
  const { server, cookie } = served
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })
  const source = fuzzedCalls(seed, { cookie, origin: server.url })
  const statuses: Record<string, number> = {}
  const surprises: unknown[] = []
  let sent = 0
  let warmMb = Number.NaN

  const work = async (): Promise<void> => {
    while (sent < calls) {
      sent++
      if (sent === Math.floor(calls / 5)) warmMb = megabytesOf(server.child.pid)
      const { value } = source.next()
      // A kept connection may end under a request, which nobody is to blame for; a second one tells.
      const status = await statusOf(server.url, value, agent).catch(async () =>
        statusOf(server.url, value, undefined).catch((error: Error) => error.message),
      )
      statuses[status] = (statuses[status] ?? 0) + 1
      if (typeof status === 'string' || status >= 500) surprises.push({ status, ...value })
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  agent.destroy()
  return { calls: sent, statuses, surprises, warmMb, endMb: megabytesOf(server.child.pid) }
}

function statusOf(
  url: string,
  { path, method, headers, body }: FuzzedCall,
  agent: Agent | undefined,
): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const call = request(
      {
        hostname,
        port,
        path,
        method,
        agent: agent ?? false,
        headers: {
          ...headers,
          ...(method === 'GET' || method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode ?? 0))
        answer.once('error', reject)
      },
    )
    call.once('error', reject)
    call.end(method === 'GET' || method === 'HEAD' ? undefined : body)
  })
}

/** What a process has in memory. */
function megabytesOf(pid: number | undefined): number {
  try {
    const [, kB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kB) / 1_024
  } catch {
    return Number.NaN
  }
}
