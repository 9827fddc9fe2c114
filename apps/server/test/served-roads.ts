import { request, type IncomingHttpHeaders } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildRegion, openRegion, type Region } from '@cartage/roads'
import { type Extract, writePbf } from '@cartage/testing'
import { pino } from 'pino'
import { openedSource } from '../src/osrm/opened-source.ts'
import { createRoadsApp, type RoadsAppOptions } from '../src/osrm/roads-app.ts'

export interface ServedRoads extends AsyncDisposable {
  readonly url: string
  readonly port: number
  /** The same region in this process. */
  readonly regions: ReadonlyMap<string, Region>
  ask(path: string, asked?: AskedRoads): Promise<RoadsAnswer>
}

export interface AskedRoads {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface RoadsAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly json: any
}

/** Builds regions by name: of an extract, or of the streets of Gothenburg. */
export async function builtRegions(
  wanted: Readonly<Record<string, { readonly extract?: Extract; readonly profiles: readonly string[] }>>,
): Promise<{ readonly regions: ReadonlyMap<string, Region> } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'cartage-osrm-'))
  const streets = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
  const regions = new Map<string, Region>()
  for (const [name, { extract, profiles }] of Object.entries(wanted)) {
    const source = extract ? join(folder, `${name}.osm.pbf`) : streets
    if (extract) await writeFile(source, writePbf(extract))
    await buildRegion({ source, out: join(folder, name), name, profiles })
    regions.set(name, await openRegion(join(folder, name)))
  }
  return { regions, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

/** Serves regions over real HTTP, on a port of its own. */
export async function serveRoads(
  regions: ReadonlyMap<string, Region>,
  options: Partial<RoadsAppOptions> = {},
): Promise<ServedRoads> {
  const app = await createRoadsApp({
    source: openedSource([...regions.values()]),
    log: pino({ level: 'silent' }),
    threads: 2,
    ...options,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    port: Number(new URL(url).port),
    regions,
    ask: (path, asked) => send(url, path, asked),
    [Symbol.asyncDispose]: () => app.close(),
  }
}

function send(
  url: string,
  path: string,
  { method = 'GET', headers, body }: AskedRoads = {},
): Promise<RoadsAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    const typed =
      text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }
    const call = request(
      { hostname, port, path, method, agent: false, headers: { ...typed, ...headers } },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const bytes = Buffer.concat(chunks)
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, json: parse(bytes) })
        })
      },
    )
    call.once('error', reject)
    call.end(text)
  })
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

/** Coordinates as the address writes them. */
export const written = (points: readonly (readonly [number, number])[]): string =>
  points.map((point) => point.join(',')).join(';')

export const tenths = (value: number): number | null =>
  value === Infinity ? null : Math.round(value * 10) / 10
