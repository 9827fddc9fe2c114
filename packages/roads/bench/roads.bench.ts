import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Point } from '@cartage/domain'
import { Customizer } from '../src/hierarchy/customize.ts'
import { ManyToMany } from '../src/hierarchy/many-to-many.ts'
import type { RankedGraph } from '../src/hierarchy/ranked-graph.ts'
import { openRegion } from '../src/index.ts'
import type { Region } from '../src/index.ts'
import { orderNodes } from '../src/order/nested-dissection.ts'
import { topologyPlane } from '../src/order/topology-plane.ts'
import { searchGraph } from '../src/hierarchy/search-graph.ts'
import { liveMetric } from '../src/live/live-metric.ts'
import { checkConditions } from '../src/live/road-change.ts'
import { segmentDelays } from '../src/live/segment-delays.ts'
import { openMetric } from '../src/metric/metric.ts'
import { openRoadNetwork } from '../src/graph/road-network.ts'
import { openRegionFile } from '../src/region/open-region.ts'
import { networkFile, roadsFile } from '../src/region/region-files.ts'

// Prints a JSON line for every figure that the roads are measured by: pnpm bench roads [-- porto columbus …]. Run on an idle machine;
// times are of one thread, the median of several runs, and each line tells the machine's load. What `../shared` would have is left out
// where it is not there.

const shared = resolve(import.meta.dirname, '../../../../shared/osm')
const cli = resolve(import.meta.dirname, '../../../apps/cli/src/main.ts')
const gothenburg = fileURLToPath(import.meta.resolve('geojson-path-finder/test/large-network.json'))
const machine = `${cpus()[0]?.model ?? ''} x ${cpus().length}`
const wanted = process.argv.slice(2)

function print(bench: string, value: number, unit: string): void {
  const rounded = Number(value.toPrecision(4))
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  console.log(JSON.stringify({ bench: `roads.${bench}`, value: rounded, unit, machine, load }))
}

/** CPU milliseconds of one run: medians of several, after some to warm up. */
function cpuMs(runs: number, run: () => unknown): number {
  for (let round = 0; round < Math.min(3, runs); round++) run()
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!
}

/** The same numbers every time. */
function repeatable(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function pointsIn(region: Region, count: number): readonly Point[] {
  const { west, south, east, north } = region.info.bounds
  const random = repeatable(42)
  return Array.from({ length: count }, () => ({
    lon: west + (east - west) * random(),
    lat: south + (north - south) * random(),
  }))
}

interface Build {
  readonly out: string
  readonly seconds: number
  readonly peakMb: number
  /** Until paths can be searched: without addresses and basemap. */
  readonly roadsSeconds: number
}

// Compiled once, as the command line does: else every build holds a compiler in memory.
const compileCache = await mkdtemp(join(tmpdir(), 'cartage-compiled-'))

/** Builds a region in a process of its own, as `cartage roads build` does, so that its time and memory are its own. */
function build(source: string, out: string, options: readonly string[]): Build {
  const script = `
    import { readFileSync } from 'node:fs'
    process.argv.splice(1, 0, ${JSON.stringify(cli)})
    process.once('exit', () => {
      const { user, system } = process.cpuUsage()
      // Not maxRSS, which begins at the peak of the process that started this one.
      const kib = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
      process.stderr.write('\\nusage ' + JSON.stringify({ cpu: (user + system) / 1e6, peak: (kib * 1024) / 1e6 }))
    })
    await import(${JSON.stringify(cli)})`
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, 'roads', 'build', source, '--out', out, ...options],
    { encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, NODE_COMPILE_CACHE: compileCache } },
  )
  const usage = /usage (\{.*\})/.exec(stderr)?.[1]
  if (status !== 0 || usage === undefined) throw new Error(`The build of ${source} failed: ${stderr}`)
  const { cpu, peak } = JSON.parse(usage)
  return { out, seconds: cpu, peakMb: peak, roadsSeconds: JSON.parse(stdout).load_seconds }
}

async function roadsMb(dir: string): Promise<number> {
  const generation = (await readdir(dir)).find((entry) => entry.startsWith('g-'))!
  const files = (await readdir(join(dir, generation))).filter(
    (file) => file === networkFile || file.endsWith('.roads'),
  )
  const sizes = await Promise.all(files.map((file) => stat(join(dir, generation, file))))
  return sizes.reduce((sum, { size }) => sum + size, 0) / 1e6
}

async function measureRegion(
  name: string,
  source: string,
  options: readonly string[],
  folder: string,
): Promise<void> {
  const label = options.includes('--no-turns') ? `${name}.no-turns` : name
  build(source, join(folder, label), options)
  const built = build(source, join(folder, label), options)
  print(`${label}.build`, built.seconds, 's')
  print(`${label}.build.roads`, built.roadsSeconds, 's')
  print(`${label}.build.memory`, built.peakMb, 'MB')
  print(`${label}.index`, await roadsMb(built.out), 'MB')

  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  const region = await openRegion(built.out)
  region.matrix(pointsIn(region, 100))
  globalThis.gc?.()
  print(`${label}.loaded`, (process.memoryUsage.rss() - before) / 1e6, 'MB')

  const points = pointsIn(region, 2000)
  const snaps = points.map(({ lon, lat }) => region.snap(lon, lat)!)
  // Near roads, as orders are; anywhere in the box takes longer, above all at sea.
  const random = repeatable(5)
  const near = snaps.map(({ lon, lat }) => ({
    lon: lon + (random() - 0.5) / 500,
    lat: lat + (random() - 0.5) / 500,
  }))
  print(`${label}.nearest`, cpuMs(15, () => near.map(({ lon, lat }) => region.snap(lon, lat))) / 2, 'us')
  print(
    `${label}.nearest.anywhere`,
    cpuMs(15, () => points.map(({ lon, lat }) => region.snap(lon, lat))) / 2,
    'us',
  )
  print(
    `${label}.nearest-5`,
    cpuMs(7, () => points.map(({ lon, lat }) => region.nearest(lon, lat, { count: 5 }))) / 2,
    'us',
  )
  const pairs = snaps.map((from, index) => [from, snaps[(index + 1) % snaps.length]!] as const)
  print(`${label}.measure`, cpuMs(15, () => pairs.map(([from, to]) => region.measure(from, to))) / 2, 'us')
  print(`${label}.route`, cpuMs(7, () => pairs.map((pair) => region.route(pair))) / 2, 'us')
  print(
    `${label}.route-steps`,
    cpuMs(7, () => pairs.map((pair) => region.route(pair, { steps: true }))) / 2,
    'us',
  )
  for (const size of [100, 1000, 2000]) {
    // What fresh memory for the result costs differs much between machines; both are told.
    const into = region.matrix(points.slice(0, size))
    const again = (): unknown => region.matrix(points.slice(0, size), { into })
    print(`${label}.matrix.${size}.into`, cpuMs(size > 1000 ? 7 : 11, again), 'ms')
    print(
      `${label}.matrix.${size}`,
      cpuMs(size > 1000 ? 7 : 11, () => region.matrix(points.slice(0, size))),
      'ms',
    )
  }
  measureReweighing(label, region)
}

/** Every road slower by its class: the whole of a customization, as for traffic or another vehicle. */
function measureReweighing(label: string, region: Region): void {
  const handle = region.share()
  const network = openRoadNetwork(openRegionFile(handle, networkFile, 'network'))
  const usual = openMetric(openRegionFile(handle, roadsFile('car'), 'roads'))
  const customizer = new Customizer(searchGraph(network))
  const conditions = checkConditions({ changes: [{ id: 'rain', speedFactor: 0.8 }] })
  const ms = cpuMs(15, () =>
    liveMetric(network, customizer, usual, segmentDelays(network, conditions, new Date())),
  )
  print(`${label}.reweigh`, ms, 'ms')
}

interface Arcs {
  readonly nodeCount: number
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** Ranks a graph of the DIMACS challenge and makes its hierarchy; the arcs' weights are whole numbers. */
function measureGraph(
  label: string,
  { nodeCount, from, to }: Arcs,
  weight: (arc: number) => number,
  plane: Plane,
): void {
  const before = process.cpuUsage()
  const isFirst = new Map<number, number>()
  for (let arc = 0; arc < from.length; arc++) {
    const [low, high] = [Math.min(from[arc]!, to[arc]!), Math.max(from[arc]!, to[arc]!)]
    if (low !== high) isFirst.set(low * nodeCount + high, arc)
  }
  const edges = [...isFirst.values()]
  const network = {
    nodeCount,
    edgeFrom: Uint32Array.from(edges, (arc) => from[arc]!),
    edgeTo: Uint32Array.from(edges, (arc) => to[arc]!),
  }
  const steps = orderNodes({ ...network, ...plane(network) })
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const rank = new Uint32Array(nodeCount)
  step.value.forEach((node, place) => {
    rank[node] = place
  })
  const { graph, weights } = ranked({ nodeCount, from, to }, rank, weight)
  const customizer = new Customizer(graph)
  const hierarchy = customizer.run(weights)
  const { user, system } = process.cpuUsage(before)
  print(`${label}.preprocessing`, (user + system) / 1e6, 's')
  print(
    `${label}.customize`,
    cpuMs(3, () => customizer.run(weights)),
    'ms',
  )
  const random = repeatable(7)
  const seeds = Array.from({ length: 2000 }, () => ({
    nodes: [Math.floor(random() * nodeCount)],
    weights: [0],
  }))
  const many = new ManyToMany(hierarchy)
  const matrix = new Float64Array(seeds.length ** 2)
  const fill = (): void =>
    many.run(seeds, seeds, ({ firstRow, weights: rows }) => matrix.set(rows, firstRow * seeds.length))
  print(`${label}.matrix.2000`, cpuMs(7, fill), 'ms')
}

type Plane = (network: {
  readonly nodeCount: number
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
}) => { readonly x: Float64Array; readonly y: Float64Array }

function ranked({ nodeCount, from, to }: Arcs, rank: Uint32Array, weight: (arc: number) => number) {
  const direction = (isWanted: (tail: number, head: number) => boolean) => {
    const arcs: number[] = []
    for (let arc = 0; arc < from.length; arc++)
      if (isWanted(rank[from[arc]!]!, rank[to[arc]!]!)) arcs.push(arc)
    const low = (arc: number): number => Math.min(rank[from[arc]!]!, rank[to[arc]!]!)
    arcs.sort((a, b) => low(a) - low(b))
    const offsets = new Uint32Array(nodeCount + 1)
    for (const arc of arcs) offsets[low(arc) + 1]!++
    for (let node = 0; node < nodeCount; node++) offsets[node + 1]! += offsets[node]!
    const other = Uint32Array.from(arcs, (arc) => Math.max(rank[from[arc]!]!, rank[to[arc]!]!))
    return { arcs: { offsets, other }, weights: Float64Array.from(arcs, weight) }
  }
  const up = direction((tail, head) => tail < head)
  const down = direction((tail, head) => tail > head)
  const graph: RankedGraph = { nodeCount, up: up.arcs, down: down.arcs }
  return { graph, weights: { up: up.weights, down: down.weights } }
}

function lines(file: string): readonly string[] {
  return gunzipSync(readFileSync(join(shared, 'dimacs', file)))
    .toString()
    .split('\n')
}

function measureNewYork(): void {
  const nodeCount = 264_346
  const x = new Float64Array(nodeCount)
  const y = new Float64Array(nodeCount)
  for (const line of lines('USA-road-d.NY.co.gz')) {
    if (!line.startsWith('v')) continue
    const [, node, lon, lat] = line.split(' ').map(Number)
    x[node! - 1] = lon! * Math.cos((40.7 * Math.PI) / 180)
    y[node! - 1] = lat!
  }
  const arcs = lines('USA-road-t.NY.gr.gz')
    .filter((line) => line.startsWith('a'))
    .map((line) => line.split(' ').map(Number))
  const from = Uint32Array.from(arcs, ([, tail]) => tail! - 1)
  const to = Uint32Array.from(arcs, ([, , head]) => head! - 1)
  const weights = Float64Array.from(arcs, ([, , , weight]) => weight!)
  measureGraph(
    'new-york',
    { nodeCount, from, to },
    (arc) => weights[arc]!,
    () => ({ x, y }),
  )
}

/** Topology alone: no coordinates, and made-up weights. */
function measureFlorida(): void {
  const [header = '', ...rest] = lines('FLA.pace.gr.gz')
  const nodeCount = Number(header.split(' ')[2])
  const edges = rest
    .filter((line) => line !== '')
    .map((line) => line.split(' ').map((node) => Number(node) - 1))
  const tails = edges.map(([tail]) => tail!)
  const heads = edges.map(([, head]) => head!)
  const from = Uint32Array.from([...tails, ...heads])
  const to = Uint32Array.from([...heads, ...tails])
  const random = repeatable(3)
  const weights = Float64Array.from(edges, () => 1000 + Math.floor(random() * 9000))
  measureGraph('florida', { nodeCount, from, to }, (arc) => weights[arc % weights.length]!, topologyPlane)
}

const areas = [
  ['gothenburg', gothenburg],
  ['porto', join(shared, 'porto.osm.pbf')],
  ['columbus', join(shared, 'columbus.osm.pbf')],
] as const
const folder = await mkdtemp(join(tmpdir(), 'cartage-bench-'))
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
try {
  for (const [name, source] of areas) {
    if (!isWanted(name) || !existsSync(source)) continue
    await measureRegion(name, source, [], folder)
    await measureRegion(name, source, ['--no-turns'], folder)
  }
  const isThere = existsSync(join(shared, 'dimacs'))
  if (isThere && isWanted('new-york')) measureNewYork()
  if (isThere && isWanted('florida')) measureFlorida()
} finally {
  await rm(folder, { recursive: true, force: true })
  await rm(compileCache, { recursive: true, force: true })
}
