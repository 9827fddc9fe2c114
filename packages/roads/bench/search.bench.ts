/**
 * Address search on real extracts, one JSON line a measurement. Uses the shared extracts where they lie beside the repository,
 * else the demo region. `node packages/roads/bench/search.bench.ts`
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ACCEPT_CONFIDENCE } from '../src/addresses/address-index.ts'
import type { AddressIndex } from '../src/addresses/address-index.ts'
import { buildAddresses } from '../src/addresses/build-addresses.ts'
import { collectStreets } from '../src/addresses/collect-streets.ts'
import { nameKey } from '../src/addresses/name-key.ts'
import { openAddresses } from '../src/addresses/open-addresses.ts'
import type { OsmData } from '../src/osm/osm-data.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { encodeSections, openSections } from '../src/sections.ts'

const shared = path.resolve(import.meta.dirname, '../../../../shared')
const demo = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
const extracts = ['porto', 'porto-alegre', 'andorra', 'columbus', 'monaco', 'liechtenstein']
  .map((name) => path.join(shared, `osm/${name}.osm.pbf`))
  .filter(existsSync)
const random = seededRandom(11)
const runs = 5

for (const extract of [...extracts, demo]) {
  const osm = await readOsm(extract)
  const region = extract === demo ? 'gothenburg' : path.basename(extract, '.osm.pbf')
  benchSearch(region, osm)
}

function benchSearch(region: string, osm: OsmData): void {
  const heapBefore = process.memoryUsage().heapUsed
  const [buildMs, sections] = timed(() => buildAddresses(osm))
  const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20
  const bytes = encodeSections('addresses', sections)
  const open = (): AddressIndex => openAddresses(openSections('addresses', bytes.buffer, region))
  const [openMs, index] = timed(open)
  const fresh = Array.from({ length: runs }, open)
  const streets = collectStreets(osm)
  const names = pickMany(
    streets.map(({ name }) => name).filter((name) => name.length > 8),
    2000,
  )
  const queries = {
    exact: names.map((name) => `${name} 12`),
    typo: names.map((name) => `${misspell(name)} 12`),
    typoInTown: names.map((name) => `${misspell(name)} 12, 4400 Vila Nova de Gaia, Portugal`),
    typeahead: names.map((name) => name.slice(0, 4 + Math.floor(random() * 6))),
  }
  const timesMs = Object.fromEntries(
    Object.entries(queries).map(([kind, texts]) => [kind, searchTimes(fresh, texts, kind === 'typeahead')]),
  )
  report({
    bench: 'address search',
    region,
    streets: streets.length,
    buildMs: Math.round(buildMs),
    openMs: Math.round(openMs),
    indexKb: Math.round(bytes.length / 1024),
    heapMb: Math.round(heapMb),
    points: (sections['entityKind']?.length ?? 0) - (sections['entityStarts']?.[1] ?? 0),
    ms: timesMs,
    acceptedRight: {
      exact: shareRight(index, queries.exact, names),
      typo: shareRight(index, queries.typo, names),
    },
    acceptedWrong: { typo: shareWrong(index, queries.typo, names) },
  })
  const orders = path.join(shared, `orders/${region}-${region === 'andorra' ? 60 : 1000}.csv`)
  if (existsSync(orders)) benchOrders(region, Array.from({ length: runs }, open), orders)
}

function benchOrders(region: string, fresh: readonly AddressIndex[], file: string): void {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  const orders = rows.map((row) => row.split(','))
  const texts = orders.map(([, , address, city, country]) => `${address}, ${city}, ${country}`)
  const ms = searchTimes(fresh, texts, false)
  const found = texts.map((text) => fresh[0]?.search(text)[0])
  const distances = orders.flatMap(([, , , , , lat, lon], row) => {
    const match = found[row]
    if (!match || !lat) return []
    const east = (match.lon - Number(lon)) * Math.cos((match.lat * Math.PI) / 180)
    return [Math.hypot(east, match.lat - Number(lat)) * 111_195]
  })
  distances.sort((a, b) => a - b)
  report({
    bench: 'address search of an order file',
    region,
    orders: orders.length,
    accepted: found.filter((match) => match && match.confidence >= ACCEPT_CONFIDENCE).length,
    medianDistanceM: Math.round(distances[distances.length >> 1] ?? 0),
    shareWithin1Km: rounded(distances.filter((distance) => distance < 1000).length / distances.length),
    ms,
  })
}

/** The least of several runs, each on an index that the text is new to: what else the machine does is left out. */
function searchTimes(
  fresh: readonly AddressIndex[],
  texts: readonly string[],
  prefix: boolean,
): { readonly median: number; readonly p99: number } {
  const times = [...new Set(texts)].map((text) => {
    return Math.min(
      ...fresh.map((index) => timed(() => index.search(text, prefix ? { limit: 8, prefix: true } : {}))[0]),
    )
  })
  times.sort((a, b) => a - b)
  return { median: rounded(at(times, 0.5)), p99: rounded(at(times, 0.99)) }
}

function shareRight(index: AddressIndex, texts: readonly string[], names: readonly string[]): number {
  return share(index, texts, (label, row) => isLabelOf(label, names[row] ?? ''))
}

function shareWrong(index: AddressIndex, texts: readonly string[], names: readonly string[]): number {
  return share(index, texts, (label, row) => !isLabelOf(label, names[row] ?? ''))
}

/** Whether a label, with its house number or without, names the street. */
function isLabelOf(label: string, name: string): boolean {
  const street = label.split(',')[0] ?? ''
  return [street, street.replace(/ \S*\d\S*$/, '')].some((text) => nameKey(text) === nameKey(name))
}

function share(
  index: AddressIndex,
  texts: readonly string[],
  counts: (label: string, row: number) => boolean,
): number {
  const counted = texts.filter((text, row) => {
    const match = index.search(text)[0]
    if (!match || match.confidence < ACCEPT_CONFIDENCE) return false
    return counts(match.label, row)
  })
  return rounded(counted.length / texts.length)
}

/** One typing error after the third letter: a letter left out, another one, or two swapped. */
function misspell(name: string): string {
  const at = 3 + Math.floor(random() * (name.length - 4))
  const kind = random()
  if (kind < 1 / 3) return name.slice(0, at) + name.slice(at + 1)
  if (kind < 2 / 3) return `${name.slice(0, at)}${'aeiourst'[Math.floor(random() * 8)]}${name.slice(at + 1)}`
  return `${name.slice(0, at)}${name[at + 1] ?? ''}${name[at] ?? ''}${name.slice(at + 2)}`
}

function pickMany(items: readonly string[], count: number): string[] {
  return Array.from({ length: count }, () => items[Math.floor(random() * items.length)] ?? '')
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function timed<T>(run: () => T): [ms: number, value: T] {
  const startedAt = performance.now()
  const value = run()
  return [performance.now() - startedAt, value]
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function report(line: object): void {
  console.log(JSON.stringify(line))
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
