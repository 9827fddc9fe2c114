/**
 * Read procedures a second beside a bare Fastify twin that runs the same use case on the same database: both as processes
 * of their own on loopback, asked in turns over ten kept-alive connections. One JSON line a procedure, with the medians.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareDatabase, startEmbeddedPostgres } from '@cartage/db'
import { serveConsole, type ServedConsole } from '../test/http-console.ts'

const CONNECTIONS = 10
const RUNS = 5
const RUN_MS = 2_000
const WARM_UP_MS = 1_000
const ORDERS = 100
const DATE = '2027-03-01'

/**
 * Answers a second, the times of the median and the slowest hundredth in milliseconds, and the processor time of the asked process for
 * each answer in microseconds.
 */
interface Run {
  readonly perS: number
  readonly cpuUs: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** The kernel counts a process's time in hundredths of a second. */
const TICK_US = 10_000

/** Processor time of a process so far, microseconds. */
function cpuUsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}

async function load(
  { url, pid }: { readonly url: string; readonly pid: number },
  headers: Record<string, string>,
  durationMs: number,
): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const askOnce = (): Promise<void> =>
    new Promise((resolve, reject) => {
      get(url, { agent, headers }, (answer) => {
        answer.resume()
        answer.once('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${answer.statusCode}`)),
        )
      }).once('error', reject)
    })
  const times: number[] = []
  const cpuUs = cpuUsOf(pid)
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() - startedAt < durationMs) {
        const askedAt = performance.now()
        await askOnce()
        times.push(performance.now() - askedAt)
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return {
    perS: times.length / seconds,
    cpuUs: (cpuUsOf(pid) - cpuUs) / times.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const round = (value: number): number => Math.round(value * 100) / 100

/** A depot with a day of orders; answers the depot's id. */
async function fill({ mutate }: ServedConsole): Promise<string> {
  const depotId = crypto.randomUUID()
  const place = { lon: 11.97, lat: 57.7 }
  const zone = 'Europe/Stockholm'
  await mutate('depots.create', { id: depotId, name: 'Depot', ...place, zone, region: 'gothenburg' })
  for (let at = 0; at < ORDERS; at++) {
    const { status, text } = await mutate('orders.create', {
      id: crypto.randomUUID(),
      depotId,
      reference: `ORDER-${at}`,
      kind: 'delivery',
      date: DATE,
      place: { ...place, address: `Drakegatan ${at}, Göteborg`, level: 'given', confidence: 1 },
      windows: [],
      serviceS: 300,
      load: { parcels: 2, weight_kg: 15 },
      skills: [],
      priority: 50,
      contact: { name: 'Front desk' },
      notes: 'Ring twice',
      custom: {},
    })
    if (status !== 200) throw new Error(text)
  }
  return depotId
}

async function startTwin(
  databaseUrl: string,
  organizationId: string,
): Promise<{ twin: ChildProcess; url: string }> {
  const twin = spawn(process.execPath, [fileURLToPath(new URL('./bare-twin.ts', import.meta.url))], {
    env: { ...process.env, TWIN_DATABASE_URL: databaseUrl, TWIN_ORGANIZATION: organizationId },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(twin.stdout, 'data')) as [Buffer]
  return { twin, url: /http\S+/.exec(line.toString())?.[0] ?? '' }
}

const folder = await mkdtemp(path.join(tmpdir(), 'cartage-api-bench-'))
try {
  await using postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') })
  await using served = await serveConsole({
    DATABASE_URL: postgres.ownerUrl,
    // One person asks thousands of times a second here.
    RATE_USER: '1000000',
    RATE_ORGANIZATION: '1000000',
  })
  const depotId = await fill(served)
  const { appUrl } = await prepareDatabase({ ownerUrl: postgres.ownerUrl, dataDir: served.server.dataDir })
  const { twin, url: twinUrl } = await startTwin(appUrl, served.claimed.json.result.data.organization.id)
  const input = encodeURIComponent(JSON.stringify({ depotId, date: DATE }))
  const [session = ''] = served.cookie.split('; ')
  try {
    for (const [procedure, twinPath, query] of [
      ['depots.list', '/depots', ''],
      ['orders.list', '/orders', `?input=${input}`],
    ] as const) {
      const askServer = (ms: number): Promise<Run> =>
        load(
          { url: `${served.server.url}/api/trpc/${procedure}${query}`, pid: served.server.child.pid ?? 0 },
          { cookie: session },
          ms,
        )
      const askTwin = (ms: number): Promise<Run> =>
        load({ url: `${twinUrl}${twinPath}${query}`, pid: twin.pid ?? 0 }, {}, ms)
      await askServer(WARM_UP_MS)
      await askTwin(WARM_UP_MS)
      const ours: Run[] = []
      const bare: Run[] = []
      for (let run = 0; run < RUNS; run++) {
        ours.push(await askServer(RUN_MS))
        bare.push(await askTwin(RUN_MS))
      }
      const perS = median(ours.map((run) => run.perS))
      const twinPerS = median(bare.map((run) => run.perS))
      const line = {
        bench: 'api',
        procedure,
        perS: Math.round(perS),
        p50Ms: round(median(ours.map((run) => run.p50Ms))),
        p99Ms: round(median(ours.map((run) => run.p99Ms))),
        cpuUs: Math.round(median(ours.map((run) => run.cpuUs))),
        // What a session, its checks and the way to the use case cost beyond the use case itself.
        cpuOverTwinUs: Math.round(median(ours.map((run, at) => run.cpuUs - (bare[at]?.cpuUs ?? Number.NaN)))),
        twinPerS: Math.round(twinPerS),
        ratio: round(perS / twinPerS),
        ratios: ours.map((run, at) => round(run.perS / (bare[at]?.perS ?? Number.NaN))),
        connections: CONNECTIONS,
      }
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  } finally {
    twin.kill('SIGTERM')
    await once(twin, 'close')
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
