import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ACCEPT_CONFIDENCE } from '../src/addresses/address-index.ts'
import type { AddressIndex } from '../src/addresses/address-index.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { anAddressIndex } from './an-address-index.ts'
import { sharedFile } from './shared-extract.ts'

/** Several streets fit these equally well, in different towns and all of them near the one that is named: nobody could say which is meant. */
const unclear = {
  porto: ['Avenida Dom João II 50', 'Rua Dom Manuel II 45', 'Rua São Martinho 99', 'Rua das mimosas 156'],
  andorra: ['Camí de la Grau 93'],
}

interface OrderRow {
  readonly text: string
  readonly lon: number | undefined
  readonly lat: number | undefined
}

function readOrders(file: string): OrderRow[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [, , address, city, country, lat, lon] = line.split(',')
    return {
      text: `${address}, ${city}, ${country}`,
      lon: lon ? Number(lon) : undefined,
      lat: lat ? Number(lat) : undefined,
    }
  })
}

function distancesM(index: AddressIndex, orders: readonly OrderRow[]): number[] {
  return orders.flatMap(({ text, lon, lat }) => {
    const match = index.search(text)[0]
    if (!match || lon === undefined || lat === undefined) return []
    const east = (match.lon - lon) * Math.cos((lat * Math.PI) / 180)
    return [Math.hypot(east, match.lat - lat) * 111_195]
  })
}

const porto = sharedFile('osm/porto.osm.pbf')
const portoSmall = sharedFile('orders/porto-200.csv')
const portoLarge = sharedFile('orders/porto-1000.csv')
const andorra = sharedFile('osm/andorra.osm.pbf')
const andorraOrders = sharedFile('orders/andorra-60.csv')

describe.skipIf(!porto || !portoSmall || !portoLarge)('the orders of Porto', async () => {
  const index = porto ? anAddressIndex(await readOsm(porto)) : undefined
  const orders = [portoSmall, portoLarge].flatMap((file) => (file ? readOrders(file) : []))

  it('are all found at street level or better, but for those that fit several streets', () => {
    const lost = orders.filter(({ text }) => {
      const match = index?.search(text)[0]
      return !match || match.level === 'place' || match.confidence < ACCEPT_CONFIDENCE
    })

    expect(orders).toHaveLength(1200)
    expect(lost.map(({ text }) => text.split(',')[0]).toSorted()).toEqual(unclear.porto)
  })

  it('are found near their coordinates', () => {
    const distances = index ? distancesM(index, orders).toSorted((a, b) => a - b) : []
    const near = distances.filter((distance) => distance < 1000)

    expect(distances.length).toBeGreaterThan(500)
    expect(distances[distances.length >> 1]).toBeLessThan(60)
    expect(near.length / distances.length).toBeGreaterThan(0.98)
  })

  it('do not lead to a street that does not exist', () => {
    expect(index?.search('Rua que não existe 1, Porto')[0]?.confidence ?? 0).toBeLessThan(ACCEPT_CONFIDENCE)
    expect(index?.search('Rua de Santa Catarina 112, Porto')[0]).toMatchObject({ level: 'street' })
  })
})

describe.skipIf(!andorra || !andorraOrders)('the orders of Andorra', async () => {
  const index = andorra ? anAddressIndex(await readOsm(andorra)) : undefined
  const orders = andorraOrders ? readOrders(andorraOrders) : []

  it('are all found at street level or better, but for one that fits two streets', () => {
    const lost = orders.filter(({ text }) => {
      const match = index?.search(text)[0]
      return !match || match.level === 'place' || match.confidence < ACCEPT_CONFIDENCE
    })

    expect(orders).toHaveLength(60)
    expect(lost.map(({ text }) => text.split(',')[0])).toEqual(unclear.andorra)
  })
})
