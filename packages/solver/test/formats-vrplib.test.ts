import { describe, expect, it } from 'vitest'
import { parseProblem, solve } from '../src/index.ts'
import { metresBetween } from './metres-between.ts'

/** Nodes 1 (the depot, unless said) to 4 on a line, 1.05 apart. */
function onALine(...rest: readonly string[]): string {
  return [
    'NAME : line',
    'DIMENSION : 4',
    'EDGE_WEIGHT_TYPE : EUC_2D',
    ...section('NODE_COORD', ['0 0', '1.05 0', '2.1 0', '3.15 0']),
    ...rest,
    'EOF',
  ].join('\n')
}

/** A section with one row for each node or vehicle, numbered from 1. */
function section(name: string, values: readonly (number | string)[]): string[] {
  return [`${name}_SECTION`, ...values.map((value, index) => `${index + 1} ${value}`)]
}

const demand = section('DEMAND', [0, 5, 6, 7])

function parse(text: string, rounding?: 'round' | 'dimacs' | 'exact') {
  return parseProblem(text, { format: 'vrplib', name: 'file', rounding })
}

describe('PyVRP’s dialect of VRPLIB', () => {
  it.each([
    ['CVRP', 1],
    ['VRPB', 1],
    ['PCVRPTW', 10],
    ['MTVRPTWR', 10],
    ['MDVRPTW', 1050],
    ['HFVRP', 1050],
  ])('counts in the figures of the records of a %s', (type, figure) => {
    const { problem } = parse(onALine(`TYPE : ${type}`, ...demand))

    expect(metresBetween(problem, 0, 1)).toBe(figure)
  })

  it('counts in the rounding it is told', () => {
    const { problem } = parse(onALine('TYPE : CVRP', ...demand, 'SERVICE_TIME : 2.25'), 'dimacs')

    expect(metresBetween(problem, 0, 3)).toBe(31)
    expect(problem.jobs[0]!.serviceS).toBe(22)
  })

  it('gives linehauls and backhauls the whole vehicle each, one after the other', () => {
    const { problem } = parse(
      onALine(
        'TYPE : VRPB',
        'CAPACITY : 9',
        ...section('DEMAND', [0, 5, 6, 0]),
        ...section('BACKHAUL', [0, 0, 0, 4]),
      ),
    )

    expect(problem.dimensions).toEqual(['linehaul', 'backhaul'])
    expect(problem.jobs.map(({ kind, load }) => [kind, load])).toEqual([
      ['delivery', [5, 0]],
      ['delivery', [6, 0]],
      ['pickup', [0, 4]],
    ])
    expect(problem.shifts[0]!.capacity).toEqual([9, 9])
    const { durationS } = problem.matrices.car!
    expect([durationS[3], durationS[3 * 4 + 1], durationS[3 * 4 + 2]]).toEqual([-1, -1, -1])
    expect([durationS[1 * 4 + 3], durationS[3 * 4]]).toEqual([2, 3])
  })

  it('lets a client take and give outside a VRPB', () => {
    const { problem } = parse(onALine('CAPACITY : 9', ...demand, ...section('BACKHAUL', [0, 2, 0, 0])))

    expect(problem.jobs[0]).toMatchObject({ kind: 'delivery', load: [5], takes: [2] })
    expect(metresBetween(problem, 3, 1)).toBe(2100)
  })

  it('makes clients with a prize optional', () => {
    const { problem } = parse(onALine('TYPE : PCVRPTW', ...demand, ...section('PRIZE', [0, 0, 8, 9.5])))

    expect(problem.jobs.map((job) => job.prize)).toEqual([undefined, 80, 95])
  })

  it('reads releases, reloads and the most of them', () => {
    const { problem } = parse(
      onALine(
        'TYPE : MTVRPTWR',
        'VEHICLES : 2',
        'VEHICLES_MAX_RELOADS : 2',
        ...demand,
        ...section('RELEASE_TIME', [0, 30, 0, 0]),
        ...section('VEHICLES_RELOAD_DEPOT', [1, 1]),
      ),
    )

    expect(problem.jobs.map((job) => job.releaseS)).toEqual([300, undefined, undefined])
    expect(problem.depots).toEqual([{ id: '0', location: 0, loadingS: 0, windows: [] }])
    expect(problem.shifts).toMatchObject([
      { reloads: ['0'], maxTrips: 3 },
      { reloads: ['0'], maxTrips: 3 },
    ])
  })

  it('reads vehicles of their own depot, capacity, costs and limits', () => {
    const { problem } = parse(
      onALine(
        'VEHICLES : 2',
        ...section('DEMAND', ['0 0', '0 0', '6 1', '7 2']),
        ...section('CAPACITY', ['9 1', '8 2']),
        ...section('VEHICLES_DEPOT', [1, 2]),
        ...section('VEHICLES_FIXED_COST', [100, 200]),
        ...section('VEHICLES_UNIT_DISTANCE_COST', [3, 4]),
        'VEHICLES_MAX_DISTANCE : 40',
        'VEHICLES_MAX_DURATION : 50',
        'DEPOT_SECTION',
        '1',
        '2',
        '-1',
      ),
      'round',
    )

    expect(problem.shifts).toMatchObject([
      { start: 0, capacity: [9, 1], costs: { fixed: 100, perKm: 3000 }, maxDistanceM: 40, maxDurationS: 50 },
      { end: 1, capacity: [8, 2], costs: { fixed: 200, perKm: 4000 }, maxDistanceM: 40, maxDurationS: 50 },
    ])
  })

  it('sends only allowed vehicles to a client', () => {
    const { problem } = parse(
      onALine('VEHICLES : 3', ...demand, ...section('VEHICLES_ALLOWED_CLIENTS', ['2 3 4', '2 3', '4 2'])),
    )

    const served = problem.jobs.map(({ skills }) =>
      problem.shifts
        .filter((shift) => skills.every((skill) => shift.skills.includes(skill)))
        .map(({ id }) => id),
    )
    expect(served).toEqual([
      ['1', '2', '3'],
      ['1', '2'],
      ['1', '3'],
    ])
  })

  it('reads groups of which one client is visited', () => {
    const { problem } = parse(onALine(...demand, ...section('MUTUALLY_EXCLUSIVE_GROUP', ['2 4', '3'])))

    expect(problem.jobs.map((job) => job.group)).toEqual(['group 1', undefined, 'group 1'])
  })

  it('reads pickups with their deliveries, and names both in the answer', async () => {
    const pairs = section('PICKUP_AND_DELIVERY', [
      '0 0 99 0 0 0',
      '4 0 99 1 0 4',
      '0 0 0 0 0 0',
      '-4 0 99 1 2 0',
    ])
    const parsed = parse(onALine('VEHICLES : 1', 'CAPACITY : 9', ...pairs), 'round')

    const { solution } = await solve(parsed.problem, { iterations: 10 })

    expect(parsed.problem.shipments).toMatchObject([
      {
        id: '1-3',
        load: [4],
        pickup: { location: 1, serviceS: 1, windows: [[0, 99]] },
        delivery: { location: 3 },
      },
    ])
    expect(parsed.problem.jobs.map((job) => job.id)).toEqual(['2'])
    expect(parsed.numbersOf!('1-3')).toEqual(['1', '3'])
    expect(solution).toMatchObject({ cost: 6, feasible: true })
  })

  it('opens depots when their row among the pickups says so', () => {
    const pairs = section('PICKUP_AND_DELIVERY', [
      '0 5 90 0 0 0',
      '4 0 99 1 0 4',
      '0 0 0 0 0 0',
      '-4 0 99 1 2 0',
    ])

    const { problem } = parse(onALine('CAPACITY : 9', ...pairs), 'round')

    expect(problem.shifts.map((shift) => shift.window)).toEqual([
      [5, 90],
      [5, 90],
    ])
  })

  it('keeps pickups with their deliveries to the vehicles that may visit both', () => {
    const pairs = section('PICKUP_AND_DELIVERY', [
      '0 0 0 0 0 0',
      '4 0 99 1 0 4',
      '0 0 0 0 0 0',
      '-4 0 99 1 2 0',
    ])
    const { problem } = parse(
      onALine('VEHICLES : 3', ...pairs, ...section('VEHICLES_ALLOWED_CLIENTS', ['2 4', '2', '3 4'])),
    )

    const skills = problem.shipments![0]!.skills
    const served = problem.shifts.filter((shift) => skills.every((skill) => shift.skills.includes(skill)))
    expect(served.map(({ id }) => id)).toEqual(['1'])
  })

  it('carries anything where no capacity is given', () => {
    const { problem } = parse(onALine(...section('DEMAND', ['0 0', '5 1', '6 1', '7 1'])))

    expect(problem.shifts[0]!.capacity).toEqual([400_000_000, 400_000_000])
  })

  it('opens no more equal vehicles than there are tasks', () => {
    expect(parse(onALine('VEHICLES : 1000000000', ...demand)).problem.shifts).toHaveLength(3)
  })

  it.each([
    ['a rule it has not', ['STANDTIME_SECTION', '1 2'], 'line 9, STANDTIME_SECTION: is a rule'],
    ['a limit of another dialect', ['DISTANCE : 40'], 'line 9, DISTANCE: is a rule'],
    ['a client in two groups', section('MUTUALLY_EXCLUSIVE_GROUP', ['2 3', '3 4']), 'line 11, MUTUALLY'],
    [
      'a prize in a group',
      [...section('MUTUALLY_EXCLUSIVE_GROUP', ['2 3']), ...section('PRIZE', [0, 1, 0, 0])],
      'line 13, PRIZE_SECTION: node 2 is in a mutually exclusive group',
    ],
    [
      'a depot that is none',
      ['VEHICLES : 1', ...section('VEHICLES_DEPOT', [2])],
      'line 11, VEHICLES_DEPOT_SECTION',
    ],
    ['too few vehicles', ['VEHICLES : 2', ...section('CAPACITY', [2])], 'has 1 vehicles, VEHICLES says 2'],
    [
      'a demand among the backhauls of a VRPB',
      ['TYPE : VRPB', ...demand, ...section('BACKHAUL', [0, 1, 0, 0])],
      'line 17, BACKHAUL_SECTION: node 2 has a demand as well',
    ],
    [
      'a pickup with a release',
      [...section('BACKHAUL', [0, 1, 0, 0]), ...section('RELEASE_TIME', [0, 1, 0, 0])],
      'line 16, RELEASE_TIME_SECTION: node 2 is a pickup',
    ],
    [
      'a pair that is none',
      section('PICKUP_AND_DELIVERY', ['0 0 9 0 0 0', '1 0 9 0 0 3', '-1 0 9 0 4 0', '1 0 9 0 0 0']),
      'line 11, PICKUP_AND_DELIVERY_SECTION delivery: node 3 does not name 2',
    ],
    ['a field it has not', ['STANDTIME : 3'], 'line 9, STANDTIME: is a rule that this solver does not have'],
    ['a type it has not', ['TYPE : OVRP'], 'line 9, TYPE: OVRP is not supported, only CVRP, '],
    ['a field twice', ['CAPACITY : 9', 'CAPACITY : 8'], 'line 10, CAPACITY: stands on line 9 already'],
    ['a section twice', [...demand, ...demand], 'line 14, DEMAND_SECTION: stands on line 9 already'],
    [
      'a field that is a section as well',
      ['SERVICE_TIME : 3', ...section('SERVICE_TIME', [0, 1, 1, 1])],
      'line 9, SERVICE_TIME: is in SERVICE_TIME_SECTION as well, on line 10',
    ],
    [
      'demands that are linehauls as well',
      [...demand, ...section('LINEHAUL', [0, 1, 1, 1])],
      'line 14, LINEHAUL_SECTION: says the same as DEMAND_SECTION',
    ],
    ['a node twice', [...demand, '4 9'], 'line 14, DEMAND_SECTION: node 4 stands on line 13 already'],
    ['a client without a demand', demand.slice(0, -1), 'line 9, DEMAND_SECTION: node 4 is missing'],
    [
      'a client without a window',
      section('TIME_WINDOW', ['0 9', '0 9', '0 9']),
      'line 9, TIME_WINDOW_SECTION: node 4 is missing',
    ],
    [
      'half a window',
      section('TIME_WINDOW', ['0 9', '0', '0 9', '0 9']),
      'line 11, TIME_WINDOW_SECTION: has 1 figures, must have 2',
    ],
    [
      'a window that ends before it begins',
      section('TIME_WINDOW', ['0 9', '0 9', '0 9', '900 100']),
      'line 13, TIME_WINDOW_SECTION: of node 4 ends before it begins: 900 to 100',
    ],
    [
      'a window later than can be counted',
      section('TIME_WINDOW', ['0 9', '0 9', '0 9', '0 500001']),
      'line 13, TIME_WINDOW_SECTION: is 500001, at most 500000 can be counted',
    ],
    ['a negative demand', section('DEMAND', [0, 5, -6, 7]), 'line 12, DEMAND_SECTION: is negative: -6'],
    ['a negative capacity', ['CAPACITY : -9'], 'line 9, CAPACITY: is negative: -9'],
    ['a negative prize', section('PRIZE', [0, 5, -6, 7]), 'line 12, PRIZE_SECTION: is negative: -6'],
    [
      'a negative longest way',
      ['VEHICLES_MAX_DISTANCE : -5'],
      'line 9, VEHICLES_MAX_DISTANCE: is negative: -5',
    ],
    [
      'a demand at the depot',
      section('DEMAND', [3, 5, 6, 7]),
      'line 10, DEMAND_SECTION: must be 0 for node 1, which has no use for it, is 3',
    ],
    [
      'loads of another number',
      ['CAPACITY : 9', ...section('DEMAND', ['0 0', '1 1', '1 1', '1 1'])],
      'line 9, CAPACITY: has 1 figures, must have 2',
    ],
    [
      'a load too few',
      section('DEMAND', ['0 0', '1 1', '1', '1 1']),
      'line 12, DEMAND_SECTION: has 1 figures, the first row has 2',
    ],
    [
      'a vehicle out of turn',
      ['VEHICLES : 2', 'CAPACITY_SECTION', '1 9', '1 8'],
      'line 12, CAPACITY_SECTION: must be vehicle 2, is 1',
    ],
    [
      'a client that is not there',
      ['VEHICLES : 1', ...section('VEHICLES_ALLOWED_CLIENTS', ['2 9'])],
      'line 11, VEHICLES_ALLOWED_CLIENTS_SECTION: there is no node 9',
    ],
    ['a group twice', ['MUTUALLY_EXCLUSIVE_GROUP_SECTION', '1 2 3', '1 4'], 'line 11, MUTUALLY_EXCLUSIVE'],
    ['a depot twice', ['DEPOT_SECTION', '1', '1', '-1'], 'line 11, DEPOT_SECTION: node 1 stands twice'],
    [
      'weights without use',
      ['EDGE_WEIGHT_SECTION', '1 2 3'],
      'line 9, EDGE_WEIGHT_SECTION: has no use where EDGE_WEIGHT_TYPE is EUC_2D',
    ],
    [
      'a client among pickups that is in no pair',
      section('PICKUP_AND_DELIVERY', ['0 0 9 0 0 0', '1 0 9 0 0 0']),
      'line 11, PICKUP_AND_DELIVERY_SECTION delivery: node 2 names neither a pickup nor a delivery',
    ],
    [
      'demands that add up to too much',
      section('DEMAND', [0, 5, 2e9, 7]),
      'line 12, DEMAND_SECTION: the loads of this dimension add up to 2000000012',
    ],
    [
      'prizes that cannot be counted',
      section('PRIZE', [0, 0, 1e15, 0]),
      'line 12, PRIZE_SECTION: is too large',
    ],
    [
      'a price that cannot be counted',
      ['VEHICLES : 2', ...section('VEHICLES_FIXED_COST', [1, 1e15])],
      'line 12, VEHICLES_FIXED_COST_SECTION: is too large',
    ],
    [
      'a longest way that cannot be counted',
      ['VEHICLES_MAX_DISTANCE : 1e307'],
      'line 9, VEHICLES_MAX_DISTANCE: must be a number, is Infinity',
    ],
    [
      'a price of all that cannot be counted',
      ['VEHICLES_UNIT_DISTANCE_COST : 1e12'],
      'line 9, VEHICLES_UNIT_DISTANCE_COST: is too large',
    ],
    [
      'demands of pickups',
      [...demand, ...section('PICKUP_AND_DELIVERY', ['0 0 9 0 0 0', '1 0 9 0 0 3', '-1 0 9 0 2 0'])],
      'line 11, DEMAND_SECTION: must be 0 for node 2',
    ],
  ])('names line and section for %s', (_, rest, message) => {
    expect(() => parse(onALine(...rest))).toThrow(message)
  })
})
