import { describe, expect, it } from 'vitest'
import { detectFormat, parseProblem, solve, vroomAnswer } from '../src/index.ts'
import type { ParsedVroom } from '../src/index.ts'
import { metresBetween } from './metres-between.ts'

const solomon = `TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      0         0          0          0       100          0
    1      3         4          5          0        50         10
    2      1         1          5          0        50         10
`
const cvrplib = `NAME : tiny
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 1 1
DEMAND_SECTION
1 0
2 5
3 5
DEPOT_SECTION
1
-1
EOF
`
const explicit = cvrplib
  .replace('EUC_2D', 'EXPLICIT\nEDGE_WEIGHT_FORMAT : LOWER_ROW')
  .replace('NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 1 1', 'EDGE_WEIGHT_SECTION\n7\n8 9')
const lilim = `2 10 1
0 0 0 0 0 100 0 0 0
1 3 4 5 0 50 10 0 2
2 1 1 -5 0 50 10 1 0
`
const cartage = JSON.stringify(
  {
    name: 'tiny',
    dimensions: ['kg'],
    locationCount: 2,
    matrices: { car: { durationS: [0, 5, 5, 0], distanceM: [0, 50, 50, 0] } },
    jobs: [{ id: 'a', location: 1, load: [1] }],
    shifts: [{ id: 'v', profile: 'car', start: 0, end: 0, window: [0, 100], capacity: [2] }],
  },
  undefined,
  1,
)
const vroom = {
  vehicles: [{ id: 4, start_index: 0, end_index: 0, capacity: [2], time_window: [0, 1000] }],
  jobs: [
    { id: 1, location_index: 1, delivery: [1], service: 60 },
    { id: 2, location_index: 2, pickup: [1], skills: [3] },
  ],
  shipments: [{ amount: [1], pickup: { id: 7, location_index: 1 }, delivery: { id: 8, location_index: 2 } }],
  matrices: {
    car: {
      durations: [
        [0, 10, 20],
        [10, 0, 12],
        [20, 12, 0],
      ],
    },
  },
}

const parse = (text: string) => parseProblem(text, { format: 'auto', name: 'file' })

describe('problem files', () => {
  it.each([
    ['solomon', solomon],
    ['cvrplib', cvrplib],
    ['cvrplib', explicit],
    ['lilim', lilim],
    ['cartage', cartage],
    ['vroom', JSON.stringify(vroom)],
    ['vrplib', cvrplib.replace('DEPOT_SECTION', 'TIME_WINDOW_SECTION\n1 0 9\n2 0 9\n3 0 9\nDEPOT_SECTION')],
  ])('%s is known by its content', (format, text) => {
    expect(detectFormat(text)).toBe(format)
    expect(parse(text).format).toBe(format)
  })

  it('counts Solomon in tenths, cut off', () => {
    const { problem } = parse(solomon)

    expect([...problem.matrices.car!.durationS]).toEqual([0, 50, 14, 50, 0, 36, 14, 36, 0])
    expect(problem.jobs[0]).toMatchObject({ id: '1', serviceS: 100, windows: [[0, 500]], load: [5] })
    expect(problem.shifts).toHaveLength(2)
  })

  it('rounds EUC_2D and numbers customers from 1', () => {
    const { problem } = parse(cvrplib)

    const rows = [0, 1, 2].map((from) => [0, 1, 2].map((to) => metresBetween(problem, from, to)))
    expect(rows).toEqual([
      [0, 5, 1],
      [5, 0, 4],
      [1, 4, 0],
    ])
    expect(problem.jobs.map((job) => job.id)).toEqual(['1', '2'])
  })

  it('reads an explicit lower triangle', () => {
    expect([...parse(explicit).problem.matrices.car!.distanceM]).toEqual([0, 7, 8, 7, 0, 9, 8, 9, 0])
  })

  const cmt = cvrplib
    .replace('CAPACITY', 'DISTANCE : 25.5\nSERVICE_TIME : 3\nCAPACITY')
    .replace('TYPE : CVRP', 'TYPE : DCVRP')

  it('adds service up with the way to the DISTANCE of a route, as the set CMT has it', async () => {
    const { format, problem } = parse(cmt)
    const far = parse(cmt.replace('25.5', '15.9'))

    expect(format).toBe('cvrplib')
    expect(problem.jobs.map(({ serviceS }) => serviceS)).toEqual([3, 3])
    expect(problem.shifts.map(({ maxDurationS }) => maxDurationS)).toEqual([25, 25])
    // Both together drive 10 and serve 6.
    expect((await solve(problem, { objective: 'distance', iterations: 50 })).solution.vehicles).toBe(1)
    const { solution } = await solve(far.problem, { objective: 'distance', iterations: 50 })
    expect(solution).toMatchObject({ vehicles: 2, unassigned: [], distanceM: 12 })
  })

  it.each([
    ['VEHICLES : 1', 'vrplib'],
    ['SERVICE_TIME : 10', 'vrplib'],
    ['VEHICLES_MAX_DURATION : 10', 'vrplib'],
    ['DISTANCE : 100', 'cvrplib'],
    ['DISTANCE : 100\nVEHICLES : 1', 'cvrplib'],
  ])('takes a file with %s for one of %s', (field, format) => {
    expect(parse(cvrplib.replace('CAPACITY', `${field}\nCAPACITY`)).format).toBe(format)
  })

  it.each(['vrplib', 'cvrplib'] as const)('keeps to the VEHICLES of a file read as %s', (format) => {
    const text = cvrplib.replace('CAPACITY', 'VEHICLES : 1\nCAPACITY')

    expect(parseProblem(text, { format, name: 'file' }).problem.shifts).toHaveLength(1)
  })

  it.each([
    ['solomon', solomon.replace('  2         10', '1000000000   10'), 2],
    ['lilim', lilim.replace('2 10 1', '1000000000 10 1'), 1],
    ['cvrplib', cvrplib.replace('CAPACITY', 'DISTANCE : 99\nVEHICLES : 1000000000\nCAPACITY'), 2],
  ])('opens no more vehicles of %s than there is work for', (format, text, count) => {
    expect(parse(text)).toMatchObject({ format, problem: { shifts: { length: count } } })
  })

  it('pairs the pickups and deliveries of Li & Lim', () => {
    expect(parse(lilim).problem.shipments).toMatchObject([{ id: '1-2', load: [5] }])
  })

  it.each([
    [
      'a letter for a number',
      solomon.replace('3         4 ', 'x         4 '),
      'line 11, x: must be a number, is "x"',
    ],
    [
      'a window that closes before it opens',
      solomon.replace('5          0        50', '5         60        50'),
      'line 11, due date: 50 is before the ready time 60',
    ],
    ['a missing section', cvrplib.replace(/DEMAND_SECTION[^D]*/, ''), 'DEMAND_SECTION: is missing'],
    [
      'a capacity that is none',
      cvrplib.replace(': 10', ': ten'),
      'line 5, CAPACITY: must be a number, is "ten"',
    ],
    [
      'a rule of no dialect',
      cvrplib.replace('DEPOT_SECTION', 'STANDTIME_SECTION\n2 1\nDEPOT_SECTION'),
      'line 14, STANDTIME_SECTION: is not part of a capacitated problem',
    ],
    ['a short triangle', explicit.replace('8 9', '8'), 'has 2 figures, LOWER_ROW of 3 nodes needs 3'],
    [
      'a partner that is not there',
      lilim.replace('10 0 2', '10 0 5'),
      'line 3, delivery: there is no task 5',
    ],
    [
      'an unknown location',
      cartage.replace('"location": 1', '"location": 3'),
      /line \d\d, jobs\[0\]\.location: is location 3/,
    ],
    [
      'a text for a number',
      cartage.replace('"location": 1', '"location": "1"'),
      /line \d\d, jobs\[0\]\.location: Invalid input/,
    ],
    ['broken JSON', '{\n "jobs": [1,,2]\n}', 'line 2, JSON: cannot go on with ",2]\\n}"'],
    [
      'rows of matrices that are not there',
      JSON.stringify({ ...vroom, matrices: undefined }),
      'matrices.car.durations: is missing, vehicles[0] needs it; not all places have coordinates',
    ],
    [
      'a weight that does not fit 32 bits',
      explicit.replace('8 9', '8 4294967301'),
      'line 9, EDGE_WEIGHT_SECTION: is 4294967301, at most 250000000 can be counted',
    ],
    [
      'a weight that wraps to a negative one',
      explicit.replace('\n7', '\n1e12'),
      'line 8, EDGE_WEIGHT_SECTION: is 1e12, at most',
    ],
    [
      'a node too far off',
      cvrplib.replace('2 3 4', '2 3 -429497000'),
      'line 8, NODE_COORD_SECTION y: -429497000 is too far off: the places spread over 429497001, at most 250000000',
    ],
    [
      'a customer too far off',
      solomon.replace('1      3 ', '1 429497000 '),
      'line 11, x: 429497000 is too far off: the places spread over 429497000, at most 25000000 can be counted',
    ],
    [
      'a field of no dialect',
      cvrplib.replace('CAPACITY', 'STANDTIME : 5\nCAPACITY'),
      'line 5, STANDTIME: is not part of a capacitated problem; try --format vrplib',
    ],
    [
      'open routes',
      cvrplib.replace('TYPE : CVRP', 'TYPE : OVRP'),
      'line 2, TYPE: OVRP is not supported, only',
    ],
    [
      'a tour',
      cvrplib.replace('TYPE : CVRP', 'TYPE : TSP'),
      'line 2, TYPE: TSP is not supported, only CVRP, ACVRP, DCVRP',
    ],
    [
      'more nodes than can be',
      cvrplib.replace('DIMENSION : 3', 'DIMENSION : 99999999999'),
      'line 3, DIMENSION: must be from 1 to 1000000, is 99999999999',
    ],
    [
      'more nodes than there are',
      cvrplib.replace('DIMENSION : 3', 'DIMENSION : 4'),
      'line 10, DEMAND_SECTION: node 4 is missing',
    ],
    [
      'fewer nodes than there are',
      cvrplib.replace('DIMENSION : 3', 'DIMENSION : 2'),
      'line 13, DEMAND_SECTION: there is no node 3',
    ],
    [
      'two demands of a node',
      cvrplib.replace('3 5\n', '3 5\n3 6\n'),
      'line 14, DEMAND_SECTION: node 3 stands on line 13 already',
    ],
    [
      'two coordinates of a node',
      cvrplib.replace('3 1 1\n', '3 1 1\n3 1 2\n'),
      'line 10, NODE_COORD_SECTION node: 3 stands on line 9 already',
    ],
    [
      'a third coordinate',
      cvrplib.replace('3 1 1\n', '3 1 1 5\n'),
      'line 9, NODE_COORD_SECTION y: is the last column, but "5" stands behind it',
    ],
    [
      'a demand at the depot of a capacitated problem',
      cvrplib.replace('1 0\n2', '1 7\n2'),
      'line 11, DEMAND_SECTION: must be 0 for node 1, which has no use for it, is 7',
    ],
    [
      'a demand less than nothing',
      cvrplib.replace('3 5', '3 -5'),
      'line 13, DEMAND_SECTION: is negative: -5',
    ],
    [
      'a service longer than can be counted',
      cvrplib.replace('CAPACITY', 'DISTANCE : 9\nSERVICE_TIME : 1e12\nCAPACITY'),
      'line 6, SERVICE_TIME: is 1e12, at most 500000000 can be counted',
    ],
    [
      'a service of half a unit',
      cvrplib.replace('CAPACITY', 'DISTANCE : 9\nSERVICE_TIME : 2.5\nCAPACITY'),
      'line 6, SERVICE_TIME: must be a whole number, 0 or more, is "2.5"',
    ],
    ['a capacity less than nothing', cvrplib.replace(': 10', ': -10'), 'line 5, CAPACITY: is negative: -10'],
    ['a capacity twice', cvrplib.replace(': 10', ': 10\nCAPACITY : 9'), 'line 6, CAPACITY: stands on line 5'],
    [
      'demands that add up to too much in Solomon’s file',
      solomon.replace('4          5 ', '4 2000000000 '),
      'line 11, demand: the loads of this dimension add up to 2000000005',
    ],
    [
      'demands that add up to too much in Li & Lim’s file',
      lilim.replaceAll('5 0 50', '2000000000 0 50'),
      'line 3, demand: the loads of this dimension add up to 2000000000',
    ],
    [
      'demands that add up to too much in CVRPLIB’s file',
      cvrplib.replace('3 5', '3 2000000000'),
      'line 13, DEMAND_SECTION: the loads of this dimension add up to 2000000005',
    ],
    [
      'a task too far off',
      lilim.replace('1 3 4', '1 3 429500'),
      'line 3, y: 429500 is too far off: the places spread over 429501, at most 25000 can be counted',
    ],
    [
      'a number that is none on paper',
      solomon.replace('1      3 ', '1   0x45 '),
      'line 11, x: must be a number, is "0x45"',
    ],
    [
      'half a customer',
      solomon.replace('    1      3', '  2.5      3'),
      'line 11, customer number: must be a whole number, 0 or more, is "2.5"',
    ],
    [
      'a customer twice',
      solomon.replace('    2      1', '    1      1'),
      'line 12, customer number: 1 stands on line 11 already',
    ],
    [
      'a column too many',
      solomon.replace('50         10\n', '50         10   7\n'),
      'line 11, service time: is the last column, but "7" stands behind it',
    ],
    [
      'a negative service',
      solomon.replace('50         10\n', '50         -3\n'),
      'line 11, service time: is negative: -3',
    ],
    [
      'a window later than can be counted',
      solomon.replace('0        50', '0        50000001'),
      'line 11, due date: is 50000001, at most 50000000 can be counted',
    ],
    [
      'a negative capacity',
      solomon.replace('2         10', '2        -10'),
      'line 5, vehicle capacity: is negative: -10',
    ],
    [
      'a demand at the depot',
      solomon.replace('0         0          0 ', '0         0          7 '),
      'line 10, demand: must be 0 at the depot, is 7',
    ],
    [
      'a depot that closes before it opens',
      solomon.replace('0          0       100', '0        101       100'),
      'line 10, due date: 100 is before the ready time 101',
    ],
    [
      'a speed that says something',
      lilim.replace('2 10 1', '2 10 3'),
      'line 1, speed: must be 1 (or 0, which means the same), is 3',
    ],
    [
      'a task without a partner',
      `${lilim}3 5 5 0 0 50 10 0 0\n`,
      'line 5, delivery: task 3 names neither a pickup nor a delivery',
    ],
    [
      'a task with two partners',
      lilim.replace('10 1 0', '10 1 1'),
      'line 4, delivery: task 2 names both a pickup and a delivery',
    ],
    [
      'a delivery that its pickup does not know',
      `${lilim}3 5 5 -5 0 50 10 1 0\n`,
      'line 5, pickup: task 1 does not name 3 as its delivery',
    ],
    [
      'a pickup that its delivery does not know',
      `${lilim}3 5 5 5 0 50 10 0 2\n`,
      'line 5, delivery: task 2 does not name 3 as its pickup',
    ],
    [
      'a delivery that brings more',
      lilim.replace('1 1 -5', '1 1 5'),
      'line 4, demand: must undo the 5 picked up by task 1, is 5',
    ],
    ['a task twice', lilim.replace('2 1 1', '1 1 1'), 'line 4, task: 1 stands on line 3 already'],
    ['a negative pickup', lilim.replace('3 4 5', '3 4 -5'), 'line 3, demand: is negative at a pickup: -5'],
    ['nothing', ' \n', 'file: is empty'],
    ['anything else', 'hello', 'file: is in none of the formats'],
  ])('names line and field for %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message)
  })

  it('finds the line on which a wrong value stands', () => {
    const line = cartage.split('\n').findIndex((row) => row.includes('"location": 1')) + 1

    expect(() => parse(cartage.replace('"location": 1', '"location": 3'))).toThrow(`line ${line}, `)
  })

  it('answers VROOM in its own shape', async () => {
    const parsed = parse(JSON.stringify(vroom)) as ParsedVroom
    const result = await solve(parsed.problem, { iterations: 200 })

    const answer = vroomAnswer(parsed, result)

    expect(answer).toMatchObject({
      code: 0,
      summary: { cost: 42, routes: 1, unassigned: 1, service: 60, duration: 42, delivery: [2], pickup: [1] },
      unassigned: [{ id: 2, type: 'job', location_index: 2 }],
      routes: [
        {
          vehicle: 4,
          cost: 42,
          steps: [
            { type: 'start' },
            { location_index: 1 },
            { location_index: 1 },
            { type: 'delivery', id: 8 },
            { type: 'end', duration: 42 },
          ],
        },
      ],
    })
  })
})
