/**
 * Writes `samples/`: a made-up day on the demo region. Run it from anywhere:
 * `node packages/roads/bench/make-sample-day.ts`. The seed is fixed, so the same extract gives the same day; it fails rather than
 * write an order that the region cannot find and reach.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ACCEPT_CONFIDENCE } from '../src/addresses/address-index.ts'
import { nodesOfWay } from '../src/areas/area-rings.ts'
import { collectStreets } from '../src/addresses/collect-streets.ts'
import { nameKey } from '../src/addresses/name-key.ts'
import type { CollectedStreet } from '../src/addresses/collect-streets.ts'
import { metresBetween } from '../src/addresses/metres.ts'
import type { OsmData } from '../src/osm/osm-data.ts'
import { unitsPerDegree } from '../src/osm/osm-data.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { buildRegion } from '../src/region/build-region.ts'
import { openRegion } from '../src/region/open-region.ts'
import type { Region } from '../src/region/types.ts'

const orderCount = 80
const depotStreet = 'Ringögatan'
const extract = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')
const samples = path.resolve(import.meta.dirname, '../../../samples')

const columns =
  'order_no,type,address,city,country,lat,lon,from,to,service_minutes,parcels,weight_kg,skills,priority,notes'

/** Most orders take any time of the day; the rest are spread over the usual promises. */
const windows = [
  ...Array.from({ length: 6 }, () => ['08:00', '17:00'] as const),
  ...Array.from({ length: 3 }, () => ['08:00', '12:00'] as const),
  ...Array.from({ length: 3 }, () => ['13:00', '17:00'] as const),
  ['09:00', '11:00'],
  ['10:00', '12:00'],
  ['14:00', '16:00'],
] as const

const notes = [
  'Goods entrance at the back',
  'Leave at the counter',
  'Ring twice',
  'Second door on the left',
  'Fragile',
]

interface Order {
  readonly street: CollectedStreet
  readonly houseNumber: number
  /** Only about half of the orders have one. */
  readonly at: { readonly lon: number; readonly lat: number } | undefined
  readonly cells: Readonly<Record<'type' | 'from' | 'to' | 'skills' | 'priority' | 'notes', string>> &
    Readonly<Record<'serviceMinutes' | 'parcels' | 'weightKg', number>>
}

const osm = await readOsm(extract)
const folder = await mkdtemp(path.join(tmpdir(), 'cartage-sample-'))
try {
  await buildRegion({ source: extract, out: folder, name: 'gothenburg' })
  using region = await openRegion(folder)
  const orders = makeOrders(osm, region)
  const depot = depotAt(region)
  await writeFile(path.join(samples, 'gothenburg-orders.csv'), toCsv(orders))
  await writeFile(
    path.join(samples, 'gothenburg-fleet.json'),
    `${JSON.stringify(makeFleet(depot), null, 2)}\n`,
  )
  console.log(`${orders.length} orders, ${orders.filter(({ at }) => at).length} with coordinates`)
} finally {
  await rm(folder, { recursive: true })
}

function depotAt(region: Region): { lon: number; lat: number } {
  const match = region.search(depotStreet)[0]
  if (match?.level !== 'street') throw new Error(`${depotStreet} is not in the extract`)
  return { lon: round(match.lon), lat: round(match.lat) }
}

function makeOrders(data: OsmData, region: Region): Order[] {
  const random = seededRandom(2016)
  const streets = deliverableStreets(data)
  const depot = depotAt(region)
  const orders: Order[] = []
  const used = new Set<string>()
  while (orders.length < orderCount) {
    const street = pick(streets, random)
    if (used.has(street.name)) continue
    const order = makeOrder(data, street, random)
    if (!isReachable(region, depot, order)) continue
    used.add(street.name)
    orders.push(order)
  }
  return orders
}

/** Streets that cars use, whose name is theirs alone and which are short enough that the street is the address. */
function deliverableStreets(data: OsmData): CollectedStreet[] {
  const streets = collectStreets(data)
  const counts = new Map<string, number>()
  for (const { name } of streets) counts.set(nameKey(name), (counts.get(nameKey(name)) ?? 0) + 1)
  return streets.filter((street) => {
    const isForCars = street.ways.every((way) => {
      return /^(residential|unclassified|tertiary|secondary|living_street)$/.test(
        data.wayTags[way]?.['highway'] ?? '',
      )
    })
    const spread = street.ways.flatMap((way) => {
      return Array.from(nodesOfWay(data, way), (node) => {
        return metresBetween(street.lon, street.lat, data.nodeLon[node] ?? 0, data.nodeLat[node] ?? 0)
      })
    })
    // Nobody lives on an interchange (mot) or a bridge.
    const isPlainName = /^[\p{L} .'-]{5,40}(?<!motet|bron|leden|tunneln)$/u.test(street.name)
    return isForCars && isPlainName && counts.get(nameKey(street.name)) === 1 && Math.max(...spread) < 500
  })
}

function makeOrder(data: OsmData, street: CollectedStreet, random: () => number): Order {
  const way = pick(street.ways, random)
  const node = pick([...nodesOfWay(data, way)], random)
  const hasCoordinate = random() < 0.5
  const isPickup = random() < 0.08
  const [from, to] = pick(windows, random)
  const skill = random()
  const parcels = 1 + Math.floor(random() ** 1.5 * 6)
  return {
    street,
    houseNumber: 1 + Math.floor(random() * 60),
    at: hasCoordinate
      ? {
          lon: round((data.nodeLon[node] ?? 0) / unitsPerDegree),
          lat: round((data.nodeLat[node] ?? 0) / unitsPerDegree),
        }
      : undefined,
    cells: {
      type: isPickup ? 'pickup' : 'delivery',
      from,
      to,
      serviceMinutes: 4 + Math.floor(random() * 11),
      parcels,
      weightKg: Math.round(parcels * (1 + random() * 9) * 10) / 10,
      skills: skill < 0.12 ? 'cold' : skill < 0.2 ? 'lift' : '',
      priority: random() < 0.06 ? 'H' : '',
      notes: random() < 0.3 ? pick(notes, random) : '',
    },
  }
}

/** Whether the address alone leads to its street, and a van there from the depot and back. */
function isReachable(region: Region, depot: { lon: number; lat: number }, order: Order): boolean {
  const match = region.search(addressOf(order))[0]
  if (!match || match.level === 'place' || match.confidence < ACCEPT_CONFIDENCE) return false
  if (!match.label.startsWith(order.street.name)) return false
  return [match, ...(order.at ? [order.at] : [])].every((point) => {
    const near = region.snap(point.lon, point.lat)
    const { durationS } = region.matrix([depot, point])
    return near !== undefined && near.distanceM < 60 && [...durationS].every(Number.isFinite)
  })
}

function addressOf({ street, houseNumber }: Order): string {
  return `${street.name} ${houseNumber}`
}

function toCsv(orders: readonly Order[]): string {
  const rows = orders.map((order, index) => {
    const { type, from, to, serviceMinutes, parcels, weightKg, skills, priority, notes: note } = order.cells
    const place = [
      addressOf(order),
      'Göteborg',
      'SE',
      order.at?.lat.toFixed(6) ?? '',
      order.at?.lon.toFixed(6) ?? '',
    ]
    const rest = [from, to, serviceMinutes, parcels, weightKg, skills, priority, note]
    return [`GBG-${1001 + index}`, type, ...place, ...rest].join(',')
  })
  return `${[columns, ...rows].join('\n')}\n`
}

function makeFleet(depot: { lon: number; lat: number }) {
  const van = (number: number, skills: string[], start: string, end: string) => ({
    id: `van-${number}`,
    profile: 'car',
    capacity: { parcels: 45, weight_kg: 400 },
    skills,
    start,
    end,
    breaks: [{ from: '11:30', to: '13:30', minutes: 30 }],
    costs: { fixed: 30, per_hour: 28, per_km: 0.4 },
  })
  return {
    depot: { name: 'Depot Ringön', ...depot, zone: 'Europe/Stockholm' },
    vehicles: [
      van(1, ['lift'], '07:30', '16:30'),
      van(2, ['lift', 'cold'], '07:30', '16:30'),
      van(3, ['cold'], '07:30', '16:30'),
      van(4, [], '07:30', '16:30'),
      van(5, [], '08:30', '17:30'),
      van(6, [], '08:30', '17:30'),
    ],
  }
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** mulberry32: the same numbers for the same seed, on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
