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
        ...section('DEMAND', [0, 0, 6, 7]),
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
      '3 0 99 1 0 0',
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
      'line 11, PICKUP_AND_DELIVERY_SECTION: node 3 does not name 2',
    ],
  ])('names line and section for %s', (_, rest, message) => {
    expect(() => parse(onALine(...rest))).toThrow(message)
  })
})
