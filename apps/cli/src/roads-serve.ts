import { resolve } from 'node:path'
import { invalid } from '@cartage/domain'
import type { Io } from './io.ts'
import { readArgs, requireOption } from './roads-args.ts'
import type { Args } from './roads-args.ts'
import { stopSignal } from './stop-signal.ts'

/** As OSRM's server, so that its clients find it. */
const defaultPort = 5000

/** `roads serve --region DIR …`: OSRM's HTTP API over regions, with no database, until Ctrl-C. */
export async function serveRegionsCommand(argv: readonly string[], io: Io): Promise<number> {
  const args = readArgs(argv, {
    region: 'value',
    port: 'value',
    host: 'value',
    public: 'flag',
    threads: 'value',
    'max-table': 'value',
    'max-route': 'value',
    'max-match': 'value',
    'max-nearest': 'value',
  })
  requireOption(args, 'region', 'name the folder that "cartage roads build --out" wrote')
  const host = args.get('host') ?? '127.0.0.1'
  if (!isLoopback(host) && !args.has('public')) {
    throw invalid(
      `--host ${host} can be reached from outside, and nobody is asked who they are; add --public if that is meant.`,
    )
  }
  const { defaultLimits, serveRegions } = await import('@cartage/server/roads')
  using stopping = stopSignal()
  await using served = await serveRegions({
    dirs: args.all('region').map((dir) => resolve(io.cwd, dir)),
    host,
    port: readWhole(args, 'port', defaultPort, 65_535),
    threads: args.has('threads') ? readWhole(args, 'threads', 2, 256) : undefined,
    limits: {
      maxRoute: readWhole(args, 'max-route', defaultLimits.maxRoute),
      maxTable: readWhole(args, 'max-table', defaultLimits.maxTable),
      maxMatch: readWhole(args, 'max-match', defaultLimits.maxMatch),
      maxNearest: readWhole(args, 'max-nearest', defaultLimits.maxNearest),
    },
  }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw invalid('the port is taken; name another one with --port.')
  })
  io.stdout(`${JSON.stringify({ url: served.url, profiles: served.profiles })}\n`)
  await untilAborted(stopping.signal)
  return 0
}

function readWhole(args: Args, option: string, fallback: number, most = 1_000_000): number {
  const text = args.get(option)
  if (text === undefined) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= most) return value
  throw invalid(`--${option} ${text} is not a whole number up to ${most}.`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolved) => signal.addEventListener('abort', () => resolved(), { once: true }))
}
