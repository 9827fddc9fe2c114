import type { Point } from '@cartage/domain'
import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RoadEngine } from '../src/region/road-engine.ts'
import type { Route } from '../src/region/types.ts'
import { randomMap, randomPick, spotOf } from './random-map.ts'
import { roadsOf } from './roads-of.ts'

/** A drawn map: places by letter in metres east and north, and roads through them: `[name, places, tags]`. */
interface Drawing {
  readonly places: Readonly<Record<string, readonly [east: number, north: number]>>
  readonly roads: readonly (readonly [
    name: string,
    through: string,
    tags?: Readonly<Record<string, string>>,
  ])[]
}

const degreesPerMetre = 1 / 111_195
const at = (east: number, north: number) => ({ lon: east * degreesPerMetre, lat: north * degreesPerMetre })

async function engineOf({ places, roads }: Drawing): Promise<RoadEngine> {
  const letters = Object.keys(places)
  const extract: Extract = {
    nodes: letters.map((letter, index) => ({ id: index + 1, ...at(...places[letter]!) })),
    ways: roads.map(([name, through, tags], index) => ({
      id: 100 + index,
      refs: through.split(' ').map((letter) => letters.indexOf(letter) + 1),
      tags: { highway: 'residential', ...(name !== '' && { name }), ...tags },
    })),
  }
  const { network, grid, metrics } = await roadsOf(extract, true, ['car'])
  return new RoadEngine(network, grid, metrics.get('car')!)
}

/** What a driver is told between two coordinates in metres, as `turn left: Mill Lane`. */
async function told(
  drawing: Drawing,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<readonly string[]> {
  const engine = await engineOf(drawing)
  const route = engine.route([at(...from), at(...to)], { steps: true })
  return route!.legs[0]!.steps!.map(({ maneuver: { type, modifier, exit, rotaryName }, name, ref }) => {
    const words = [type, modifier, exit && `#${exit}`, rotaryName && `at ${rotaryName}`]
    return `${words.filter(Boolean).join(' ')}: ${name || ref}`
  })
}

const oneway = { oneway: 'yes' }

const crossing: Drawing = {
  places: { A: [0, 0], B: [500, 0], C: [1000, 0], D: [500, 500], E: [500, -500] },
  roads: [
    ['Main Street', 'A B C'],
    ['Mill Lane', 'E B D'],
  ],
}

describe('what a driver is told', () => {
  it('is to turn, and on which side the place is', async () => {
    expect(await told(crossing, [100, 0], [505, 400])).toEqual([
      'depart: Main Street',
      'turn left: Mill Lane',
      'arrive right: Mill Lane',
    ])
  })

  it('is nothing where the road goes straight on', async () => {
    expect(await told(crossing, [100, 0], [900, 5])).toEqual([
      'depart: Main Street',
      'arrive left: Main Street',
    ])
  })

  it('is that the road ends', async () => {
    const tee: Drawing = {
      ...crossing,
      roads: [
        ['Main Street', 'A B'],
        ['Mill Lane', 'E B D'],
      ],
    }

    expect(await told(tee, [100, 0], [495, -400])).toEqual([
      'depart: Main Street',
      'end of road right: Mill Lane',
      'arrive right: Mill Lane',
    ])
  })

  it('is nothing in a bend without a choice, or with a driveway only', async () => {
    const bend: Drawing = { ...crossing, roads: [['Main Street', 'A B D']] }
    const withDriveway: Drawing = { ...bend, roads: [...bend.roads, ['', 'B C', { highway: 'service' }]] }

    const wanted = ['depart: Main Street', 'arrive: Main Street']
    expect(await told(bend, [100, 0], [500, 400])).toEqual(wanted)
    expect(await told(withDriveway, [100, 0], [500, 400])).toEqual(wanted)
  })

  it('is to stay on a road that turns where another goes on', async () => {
    const corner: Drawing = {
      ...crossing,
      roads: [
        ['Main Street', 'A B D'],
        ['Mill Lane', 'B C'],
      ],
    }

    expect(await told(corner, [100, 0], [500, 400])).toEqual([
      'depart: Main Street',
      'continue left: Main Street',
      'arrive: Main Street',
    ])
  })

  it('is to bear off a road that goes on', async () => {
    const branch: Drawing = {
      places: { A: [0, 0], B: [500, 0], C: [1000, 0], D: [950, -100] },
      roads: [
        ['Main Street', 'A B C', { highway: 'secondary' }],
        ['Mill Lane', 'B D', { highway: 'tertiary' }],
      ],
    }

    expect(await told(branch, [100, 0], [947, -100])).toEqual([
      'depart: Main Street',
      'turn slight right: Mill Lane',
      'arrive right: Mill Lane',
    ])
  })

  it('is which tine of a fork to take', async () => {
    const fork: Drawing = {
      places: { A: [0, 0], B: [500, 0], C: [900, 250], D: [900, -250] },
      roads: [
        ['Main Street', 'A B', { highway: 'secondary' }],
        ['North Road', 'B C', { highway: 'secondary' }],
        ['Beach Road', 'B D', { highway: 'secondary' }],
      ],
    }

    expect((await told(fork, [100, 0], [890, 244]))[1]).toBe('fork slight left: North Road')
    expect((await told(fork, [100, 0], [890, -244]))[1]).toBe('fork slight right: Beach Road')
  })
})

describe('the name of a road', () => {
  const line = (...names: readonly string[]): Drawing => ({
    places: { A: [0, 0], B: [400, 0], C: [460, 0], D: [1000, 0] },
    roads: [
      [names[0]!, 'A B'],
      [names[1]!, 'B C'],
      [names[2]!, 'C D'],
    ],
  })

  it('is told where it changes for good', async () => {
    expect(await told(line('Main Street', 'Main Street', 'Long Road'), [100, 0], [900, 0])).toEqual([
      'depart: Main Street',
      'new name straight: Long Road',
      'arrive: Long Road',
    ])
  })

  it.each([
    ['a bridge of its own name', 'Main Street', 'Old Bridge', 'Main Street'],
    ['a piece without a name', 'Main Street', '', 'Main Street'],
    ['a slip of the pen', 'Rua do Campinho', 'Rua do Campinho', 'Rua do Campinha'],
    ['an accent', 'Avenida da República', 'Avenida da Republica', 'Avenida da República'],
    ['the other end of town', 'North High Street', 'North High Street', 'South High Street'],
  ])('is no news at %s', async (_, ...names) => {
    expect(await told(line(...names), [100, 0], [900, 0])).toHaveLength(2)
  })

  it.each([
    ['a number', 'Street 11', 'Street 12'],
    ['a letter that stands alone', 'Avenue A', 'Avenue B'],
    ['a point of the compass', 'North Street', 'South Street'],
  ])('is news where %s is all that differs', async (_, before, after) => {
    expect(await told(line(before, before, after), [100, 0], [900, 0])).toHaveLength(3)
  })

  it('is the one that the road has a little further on, where it begins without', async () => {
    const drawing: Drawing = {
      places: { ...crossing.places, F: [500, 40] },
      roads: [
        ['Main Street', 'A B C'],
        ['', 'B F'],
        ['Mill Lane', 'F D'],
      ],
    }

    expect(await told(drawing, [100, 0], [500, 400])).toEqual([
      'depart: Main Street',
      'turn left: Mill Lane',
      'arrive: Mill Lane',
    ])
  })
})

describe('a roundabout', () => {
  const ring = (name: string): Drawing => ({
    places: {
      W: [-30, 0],
      S: [0, -30],
      E: [30, 0],
      N: [0, 30],
      V: [21, -21],
      A: [-500, 0],
      B: [0, -500],
      C: [500, 0],
      D: [0, 500],
      F: [60, -60],
    },
    roads: [
      [name, 'W S V E N W', { junction: 'roundabout' }],
      ['West Road', 'A W'],
      ['South Road', 'B S'],
      ['East Road', 'C E'],
      ['North Road', 'D N'],
      ['', 'V F', { highway: 'service' }],
    ],
  })

  it('is left by a counted exit, driveways apart', async () => {
    expect(await told(ring(''), [-400, 0], [400, 0])).toEqual([
      'depart: West Road',
      'roundabout straight #2: East Road',
      'exit roundabout right: East Road',
      'arrive: East Road',
    ])
    expect((await told(ring(''), [-400, 0], [0, 400]))[1]).toBe('roundabout left #3: North Road')
    expect((await told(ring(''), [-400, 0], [0, -400]))[1]).toBe('roundabout right #1: South Road')
  })

  it('is named where it has a name', async () => {
    expect((await told(ring('Rotunda da Boavista'), [-400, 0], [400, 0])).slice(1, 3)).toEqual([
      'rotary straight #2 at Rotunda da Boavista: East Road',
      'exit rotary right: East Road',
    ])
  })

  it('may be where a trip begins or ends', async () => {
    expect((await told(ring(''), [-400, 0], [24, 14]))[1]).toMatch(/^roundabout [a-z ]+: $/)
    expect(await told(ring(''), [-15, -17], [400, 0])).toEqual([
      'depart: ',
      'exit roundabout right: East Road',
      'arrive: East Road',
    ])
  })
})

describe('a motorway', () => {
  const motorway: Drawing = {
    places: {
      A: [0, 0],
      B: [1000, 0],
      C: [3000, 0],
      D: [4000, 0],
      P: [600, -300],
      Q: [700, -100],
      R: [3300, -100],
      S: [3400, -300],
      T: [3900, -300],
      O: [100, -300],
    },
    roads: [
      ['', 'A B C D', { highway: 'motorway', ref: 'A 1', oneway: 'yes' }],
      ['', 'P Q B', { highway: 'motorway_link', oneway: 'yes' }],
      ['', 'C R S', { highway: 'motorway_link', oneway: 'yes' }],
      ['Old Road', 'O P S T', { highway: 'secondary', maxspeed: '30' }],
    ],
  }

  it('is entered and left by ramps', async () => {
    expect(await told(motorway, [200, -300], [3800, -300])).toEqual([
      'depart: Old Road',
      'on ramp left: ',
      'merge slight left: A 1',
      'off ramp slight right: ',
      'end of road left: Old Road',
      'arrive: Old Road',
    ])
  })

  it('asks for nothing from who stays on it past an exit', async () => {
    expect(await told(motorway, [200, 0], [3900, 0])).toEqual(['depart: A 1', 'arrive: A 1'])
  })
})

describe('what is drawn as several roads but is one', () => {
  const divided: Drawing = {
    places: {
      A: [0, 0],
      B: [500, 0],
      C: [1000, 0],
      F: [0, 15],
      G: [500, 15],
      H: [1000, 15],
      D: [500, 300],
      E: [500, -300],
      X: [-100, 7],
      Y: [1100, 7],
    },
    roads: [
      ['Main Street', 'X A B C Y', { highway: 'primary', oneway: 'yes' }],
      ['Main Street', 'Y H G F X', { highway: 'primary', oneway: 'yes' }],
      ['Mill Lane', 'E B G D'],
    ],
  }

  it('is crossed without a word and turned into once', async () => {
    expect(await told(divided, [500, -250], [500, 250])).toEqual(['depart: Mill Lane', 'arrive: Mill Lane'])
    expect(await told(divided, [500, -250], [100, 15])).toEqual([
      'depart: Mill Lane',
      'turn left: Main Street',
      'arrive: Main Street',
    ])
    expect(await told(divided, [100, 0], [500, 250])).toEqual([
      'depart: Main Street',
      'turn left: Mill Lane',
      'arrive: Mill Lane',
    ])
  })

  it('is turned back on through a gap in the middle', async () => {
    const gap: Drawing = { ...divided, roads: [...divided.roads.slice(0, 2), ['', 'B G', {}]] }

    expect(await told(gap, [100, 0], [100, 15])).toEqual([
      'depart: Main Street',
      'continue uturn: Main Street',
      'arrive: Main Street',
    ])
  })

  it('is one turn around a traffic island', async () => {
    const island: Drawing = {
      places: { A: [0, 0], B: [485, 0], C: [515, 0], D: [1000, 0], P: [500, -25], Q: [500, -300] },
      roads: [
        ['Main Street', 'A B C D', { highway: 'secondary' }],
        ['Mill Lane', 'Q P B'],
        ['Mill Lane', 'P C', oneway],
      ],
    }

    expect(await told(island, [500, -250], [900, 0])).toEqual([
      'depart: Mill Lane',
      'turn right: Main Street',
      'arrive: Main Street',
    ])
    expect((await told(island, [500, -250], [100, 0])).slice(1)).toEqual([
      'turn left: Main Street',
      'arrive: Main Street',
    ])
  })

  it('is one turn by a slip road', async () => {
    const slip: Drawing = {
      ...crossing,
      places: { ...crossing.places, P: [430, 0], Q: [490, -20], R: [500, -80] },
      roads: [
        ['Main Street', 'A P B C', { highway: 'secondary' }],
        ['Mill Lane', 'E R B D', { highway: 'secondary' }],
        ['', 'P Q R', { highway: 'secondary_link', oneway: 'yes' }],
      ],
    }

    expect(await told(slip, [100, 0], [500, -400])).toEqual([
      'depart: Main Street',
      'turn right: Mill Lane',
      'arrive: Mill Lane',
    ])
  })
})

describe('a road across the 180th meridian', () => {
  it('goes straight on past a side road, which is a turn to its own side', async () => {
    const tags = { highway: 'residential' }
    const extract: Extract = {
      nodes: [
        { id: 1, lon: 179.998, lat: 0 },
        { id: 2, lon: 179.9999, lat: 0 },
        { id: 3, lon: -179.998, lat: 0 },
        { id: 4, lon: 179.9999, lat: 0.002 },
      ],
      ways: [
        { id: 100, refs: [1, 2, 3], tags: { ...tags, name: 'Main Street' } },
        { id: 101, refs: [2, 4], tags: { ...tags, name: 'Mill Lane' } },
      ],
    }
    const { network, grid, metrics } = await roadsOf(extract, true, ['car'])
    const engine = new RoadEngine(network, grid, metrics.get('car')!)
    const tell = (from: Point, to: Point) =>
      engine
        .route([from, to], { steps: true })!
        .legs[0]!.steps!.map(({ maneuver: { type, modifier } }) => [type, modifier].join(' ').trim())
    const [west, east, north] = [
      { lon: 179.9985, lat: 0 },
      { lon: -179.9985, lat: 0 },
      { lon: 179.9999, lat: 0.0015 },
    ]

    expect(tell(west, east)).toEqual(['depart', 'arrive'])
    expect(tell(west, north)).toEqual(['depart', 'turn left', 'arrive'])
    expect(tell(east, north)).toEqual(['depart', 'turn right', 'arrive'])
  })
})

describe('the steps of a route', () => {
  it('add up to its legs and draw the same line', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomMap,
        fc.array(randomPick, { minLength: 2, maxLength: 4 }),
        fc.boolean(),
        async (extract, picks, turns) => {
          const { network, grid, metrics } = await roadsOf(extract, turns)
          const engine = new RoadEngine(network, grid, metrics.get('anchor-car-1')!)
          const points = picks.map((pick) => spotOf(extract, pick))

          const route = engine.route(points, { steps: true })

          fc.pre(route !== undefined)
          expect(sumsOf(route.legs)).toEqual(sumsOf([route]))
          for (const { steps = [], ...leg } of route.legs) {
            expect(sumsOf(steps)).toEqual(sumsOf([leg]))
            expect(drawn(steps)).toEqual(drawn([leg]))
            expect([steps[0]?.maneuver.type, steps.at(-1)?.maneuver.type]).toEqual(['depart', 'arrive'])
            expect(steps.every(({ geometry }) => geometry.length >= 2)).toBe(true)
          }
          expect(drawn(route.legs)).toEqual(drawn([route]))
        },
      ),
      { seed: 5, numRuns: 120 },
    )
  }, 120_000)
})

type Measured = Pick<Route, 'durationS' | 'distanceM' | 'geometry'>

/** Whole milliseconds and decimetres. */
function sumsOf(parts: readonly Omit<Measured, 'geometry'>[]): readonly number[] {
  return [
    parts.reduce((sum, { durationS }) => sum + Math.round(durationS * 1000), 0),
    parts.reduce((sum, { distanceM }) => sum + Math.round(distanceM * 10), 0),
  ]
}

/** One line from lines that meet. */
function drawn(parts: readonly Pick<Measured, 'geometry'>[]): readonly string[] {
  const points = parts.flatMap(({ geometry }) => geometry.map((point) => point.join(' ')))
  return points.filter((point, index) => point !== points[index - 1])
}
