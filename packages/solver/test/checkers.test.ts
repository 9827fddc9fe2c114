import { describe, expect, it } from 'vitest'
import { checkCvrplib } from './checkers/cvrplib.ts'
import { checkLiLim } from './checkers/lilim.ts'
import { checkRich } from './checkers/rich.ts'
import { checkSolomon } from './checkers/solomon.ts'

/** A depot at (0, 0) and customers 1, 2, 3 at 3, 6 and 9 to the east, with what else the file says. */
function onALine(...rest: readonly string[]): string {
  return [
    'NAME : line',
    'DIMENSION : 4',
    'EDGE_WEIGHT_TYPE : EUC_2D',
    ...rest,
    ...section('NODE_COORD', ['0 0', '3 0', '6 0', '9 0']),
    ...section('DEMAND', [0, 1, 1, 1]),
    'DEPOT_SECTION',
    '1',
    '-1',
    'EOF',
  ].join('\n')
}

/** A section with one row for each node or vehicle, numbered from 1. */
function section(name: string, values: readonly (number | string)[]): string[] {
  return [`${name}_SECTION`, ...values.map((value, index) => `${index + 1} ${value}`)]
}

const route = (vehicle: number, ...trips: readonly (readonly string[])[]) => ({ vehicle, trips })

describe('the checker of rich files', () => {
  it('adds up distance, unit costs and fixed costs, each in the figures of the rounding', () => {
    const text = onALine(
      'VEHICLES : 2',
      ...section('CAPACITY', [1, 2]),
      ...section('VEHICLES_FIXED_COST', [10, 20]),
      ...section('VEHICLES_UNIT_DISTANCE_COST', [1, 5]),
    )

    const exact = checkRich(text, [route(1, ['3']), route(2, ['1', '2'])], 'exact')
    const whole = checkRich(text, [route(1, ['3']), route(2, ['1', '2'])], 'round')

    expect(exact).toEqual({ cost: 18_000 + 10_000 + 5 * 12_000 + 20_000, faults: [] })
    expect(whole).toEqual({ cost: 18 + 10 + 5 * 12 + 20, faults: [] })
  })

  it('charges the prizes of customers left out, and misses those that have none', () => {
    const text = onALine('VEHICLES : 1', 'CAPACITY : 3', ...section('PRIZE', [0, 7, 0, 8]))

    expect(checkRich(text, [route(1, ['2', '1'])], 'dimacs')).toEqual({ cost: 120 + 80, faults: [] })
    expect(checkRich(text, [route(1, ['3'])], 'dimacs').faults).toEqual(['2 is not visited'])
  })

  it.each([
    ['a load', ['CAPACITY : 2'], [route(1, ['1', '2', '3'])], 'load 3 of 2'],
    ['a customer twice', ['CAPACITY : 9'], [route(1, ['1', '2', '3', '1'])], '1 is visited twice'],
    [
      'a vehicle twice',
      ['CAPACITY : 9'],
      [route(1, ['1']), route(1, ['2', '3'])],
      'a vehicle has two routes',
    ],
    ['an unknown vehicle', ['VEHICLES : 1'], [route(2, ['1', '2', '3'])], 'there is no vehicle 2'],
    [
      'a window',
      section('TIME_WINDOW', ['0 99', '0 99', '0 5', '0 99']),
      [route(1, ['1', '2', '3'])],
      '2 is late by 1',
    ],
    [
      'service that makes the next one late',
      ['SERVICE_TIME : 4', ...section('TIME_WINDOW', ['0 99', '0 99', '0 9', '0 99'])],
      [route(1, ['1', '2', '3'])],
      '2 is late by 1',
    ],
    [
      'the depot’s hours',
      section('TIME_WINDOW', ['0 17', '0 99', '0 99', '0 99']),
      [route(1, ['1', '2', '3'])],
      '0 is late by 1',
    ],
    ['the longest duration', ['VEHICLES_MAX_DURATION : 17'], [route(1, ['1', '2', '3'])], 'takes 18 of 17'],
    [
      'a second trip without a reload depot',
      ['CAPACITY : 9'],
      [route(1, ['1'], ['2', '3'])],
      'vehicle 1 may not reload',
    ],
    [
      'a backhaul first',
      ['CAPACITY : 9', ...section('BACKHAUL', [0, 2, 0, 0])],
      [route(1, ['1', '2', '3'])],
      'a route starts with a backhaul',
    ],
    [
      'a linehaul after a backhaul',
      ['CAPACITY : 9', ...section('BACKHAUL', [0, 0, 2, 0])],
      [route(1, ['1', '2', '3'])],
      'a linehaul after a backhaul',
    ],
  ])('finds %s', (_, rest, routes, fault) => {
    const { faults } = checkRich(onALine(...rest), routes, 'round')

    expect(faults).toContain(fault)
  })

  it('lets a route leave as late as it can before its duration counts', () => {
    const text = onALine(
      'VEHICLES_MAX_DURATION : 20',
      ...section('TIME_WINDOW', ['0 99', '50 60', '0 99', '0 99']),
    )

    // Leaves at 47 for the window that opens at 50 and is back at 65.
    expect(checkRich(text, [route(1, ['1', '2', '3'])], 'round').faults).toEqual([])
    expect(checkRich(text, [route(1, ['2', '1', '3'])], 'round').faults).toEqual(['takes 24 of 20'])
  })

  it('starts each trip when its goods are there, from the depot of its vehicle', () => {
    const text = onALine(
      'VEHICLES : 2',
      'CAPACITY : 2',
      ...section('TIME_WINDOW', ['0 99', '0 10', '0 46', '0 99']),
      ...section('RELEASE_TIME', [0, 5, 40, 0]),
      ...section('VEHICLES_RELOAD_DEPOT', [1, 1]),
    )

    expect(checkRich(text, [route(1, ['1', '3'], ['2'])], 'round')).toEqual({ cost: 18 + 12, faults: [] })
    // All on one trip: it leaves at 40.
    expect(checkRich(text, [route(1, ['3'], ['2', '1'])], 'round').faults).toEqual(['1 is late by 39'])
  })

  it('takes each vehicle from its own depot', () => {
    const text = [
      'DIMENSION : 4',
      'VEHICLES : 2',
      'CAPACITY : 9',
      ...section('NODE_COORD', ['0 0', '100 0', '3 0', '97 0']),
      ...section('DEMAND', [0, 0, 1, 1]),
      ...section('VEHICLES_DEPOT', [1, 2]),
      'DEPOT_SECTION',
      '1',
      '2',
      'EOF',
    ].join('\n')

    expect(checkRich(text, [route(1, ['2']), route(2, ['3'])], 'round')).toEqual({ cost: 12, faults: [] })
  })
})

describe('the other checkers', () => {
  const solomon = [
    'VEHICLE',
    'NUMBER CAPACITY',
    '1 10',
    '0 0 0 0 0 100 0',
    '1 1 1 6 0 100 10',
    '2 2 2 6 0 13 10',
  ].join('\n')

  it('find load and lateness in a file of Solomon, in truncated tenths', () => {
    expect(checkSolomon(solomon, [['2', '1']], 'dimacs')).toEqual({ cost: 5.6, faults: ['load 12 of 10'] })
    expect(checkSolomon(solomon, [['1'], ['2']], 'dimacs').faults).toEqual(['2 vehicles of 1'])
    expect(checkSolomon(solomon, [['1', '2']], 'exact').faults).toContain('load 12 of 10')
  })

  it('find a customer left out and an overload in a file of CVRPLIB', () => {
    const text = onALine('CAPACITY : 2')

    expect(checkCvrplib(text, [['1', '2'], ['3']])).toEqual({ cost: 12 + 18, faults: [] })
    expect(checkCvrplib(text, [['1', '2']]).faults).toEqual(['not every customer is visited exactly once'])
    expect(checkCvrplib(text, [['1', '2', '3']]).faults).toEqual(['load 3 of 2'])
  })

  it('find a delivery before its pickup in a file of Li & Lim', () => {
    const text = ['1 10 1', '0 0 0 0 0 100 0 0 0', '1 3 0 5 0 100 0 0 2', '2 6 0 -5 0 100 0 1 0'].join('\n')

    expect(checkLiLim(text, [['1', '2']])).toEqual({ cost: 12, faults: [] })
    expect(checkLiLim(text, [['2', '1']]).faults).toContain('2 before its pickup')
  })
})
