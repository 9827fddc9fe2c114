import { expect, it } from 'vitest'
import { aMap } from '../../test/a-map.ts'
import { collectStreets } from './collect-streets.ts'

const road = (name: string, ...path: [number, number][]) => ({ path, tags: { highway: 'residential', name } })

it('joins ways of one name that meet or nearly meet, and keeps far ones apart', () => {
  const streets = collectStreets(
    aMap({
      ways: [
        road('Rua Nova', [0, 0], [0.001, 0]),
        road('R. Nova', [0.001, 0], [0.002, 0]),
        road('Rua Nova', [0.004, 0], [0.005, 0]),
        road('Rua Nova', [0.1, 0], [0.101, 0]),
        road('Rua Velha', [0, 0], [0, 0.001]),
      ],
    }),
  )

  expect(streets.map(({ name, ways }) => [name, ways.length])).toEqual([
    ['Rua Nova', 3],
    ['Rua Nova', 1],
    ['Rua Velha', 1],
  ])
})

it('puts the point of a bent street on the street', () => {
  const [street] = collectStreets(aMap({ ways: [road('Rua Torta', [0, 0], [0, 0.01], [0.01, 0.01])] }))

  expect(street?.lon === 0 || street?.lat === 100_000).toBe(true)
})

it('leaves out what is not a street', () => {
  const streets = collectStreets(
    aMap({
      ways: [
        {
          path: [
            [0, 0],
            [1, 1],
          ],
          tags: { highway: 'construction', name: 'Not yet' },
        },
        {
          path: [
            [0, 0],
            [1, 0],
          ],
          tags: { railway: 'rail', name: 'Linha do Minho' },
        },
        {
          path: [
            [0, 0],
            [2, 1],
          ],
          tags: { highway: 'secondary', ref: 'N222' },
        },
        {
          path: [
            [0, 0],
            [2, 2],
          ],
          tags: { highway: 'service' },
        },
      ],
    }),
  )

  expect(streets.map(({ name }) => name)).toEqual(['N222'])
})
