import { findingCodes, type OrderFields } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { checkAll, checkOne } from '../../test/check-one.ts'
import { aContext } from '../../test/order-file-context.ts'
import { checkRows } from './check-rows.ts'

const noPlace = { lat: '', lon: '' }
const nothingFound = { search: () => [] }
const guess = (confidence: number, level: 'street' | 'place' = 'street') => ({
  search: () => [{ lon: -8.6, lat: 41.2, label: 'Rua Nova, Porto', level, confidence }],
})

type Case = readonly [
  code: string,
  severity: 'error' | 'warning',
  row: Record<string, string>,
  suggestion: Record<string, string> | null,
  context?: Parameters<typeof checkOne>[1],
]

const given: readonly Case[] = [
  ['COORDINATES_SWAPPED', 'error', { lat: '-8,61', lon: '41,15' }, { lat: '41,15', lon: '-8,61' }],
  ['COORDINATES_SWAPPED', 'error', { ...noPlace, latLon: '-8.61,41.15' }, { latLon: '41.15, -8.61' }],
  ['COORDINATES_ZERO', 'error', { lat: '0', lon: '0,000' }, null],
  ['COORDINATES_ZERO', 'error', { lat: '0', lon: '0', address: 'Rua Nova' }, { lat: '', lon: '' }],
  ['COORDINATES_INVALID', 'error', { lat: 'NaN' }, null],
  ['COORDINATES_INVALID', 'error', { lat: '1e400' }, null],
  ['COORDINATES_INVALID', 'error', { lat: '91' }, null],
  ['COORDINATES_INVALID', 'error', { lon: '-181' }, null],
  ['COORDINATES_INVALID', 'error', { lon: '' }, null],
  ['COORDINATES_INVALID', 'error', { lat: 'null', address: 'Rua Nova' }, { lat: '', lon: '' }],
  ['OUTSIDE_REGION', 'error', { lat: '52' }, null],
  ['FAR_FROM_ROAD', 'error', {}, null, { roadDistanceM: () => 10_000 }],
  ['FAR_FROM_ROAD', 'error', {}, null, { roadDistanceM: () => undefined }],
  ['FAR_FROM_ROAD', 'warning', {}, null, { roadDistanceM: () => 900 }],
  ['PLACE_MISSING', 'error', { ...noPlace, address: '' }, null],
  ['PLACE_NOT_FOUND', 'error', { ...noPlace, address: 'Rua X 1' }, null, nothingFound],
  [
    'PLACE_NOT_FOUND',
    'error',
    { ...noPlace, address: 'Rua X 1' },
    { address: 'Rua Nova, Porto' },
    guess(0.6),
  ],
  ['PLACE_UNSURE', 'warning', { ...noPlace, city: 'Porto' }, null, guess(0.9, 'place')],
  [
    'WINDOW_REVERSED',
    'error',
    { windowFrom: '14:00', windowTo: '11:00' },
    { windowFrom: '11:00', windowTo: '14:00' },
  ],
  ['WINDOW_REVERSED', 'error', { windows: '14:00-11:00' }, { windows: '11:00 - 14:00' }],
  ['WINDOW_INVALID', 'error', { windowFrom: 'soon' }, null],
  ['WINDOW_INVALID', 'error', { windowFrom: '25:00' }, null],
  ['WINDOW_INVALID', 'error', { windowFrom: '10:00', windowTo: '10:00' }, null],
  ['WINDOW_INVALID', 'error', { windows: 'in the morning' }, null],
  ['WINDOW_INVALID', 'error', { windowFrom: '8;10', windowTo: '9;11;12' }, null],
  ['WINDOW_INVALID', 'error', { windows: '8-9;9-10;10-11;11-12;12-13;13-14;14-15;15-16;16-17' }, null],
  ['CROSSES_MIDNIGHT', 'warning', { windowFrom: '22:00', windowTo: '02:00' }, null],
  ['REFERENCE_MISSING', 'error', { reference: '  ' }, { reference: 'ROW-2' }],
  ['SERVICE_NEGATIVE', 'error', { serviceMinutes: '-4' }, { serviceMinutes: '4' }],
  ['SERVICE_INVALID', 'error', { serviceMinutes: 'short' }, { serviceMinutes: '5' }],
  ['SERVICE_INVALID', 'error', { serviceMinutes: '9000' }, { serviceMinutes: '5' }],
  ['LOAD_ABSURD', 'error', { weight_kg: '1e99' }, null],
  ['LOAD_ABSURD', 'error', { weight_kg: '6001' }, null],
  ['LOAD_ABSURD', 'warning', { weight_kg: '601' }, null],
  ['LOAD_INVALID', 'error', { weight_kg: 'heavy' }, null],
  ['LOAD_INVALID', 'error', { weight_kg: '-3' }, { weight_kg: '3' }],
  ['LOAD_INVALID', 'error', { packages: 'three boxes' }, null],
  ['DATE_INVALID', 'error', { date: '2026-02-30' }, { date: '2026-04-07' }],
  ['DATE_AMBIGUOUS', 'warning', { date: '03/04/2026' }, { date: '2026-04-03' }],
  ['DATE_PAST', 'warning', { date: '2026-04-05' }, { date: '2026-04-07' }, { today: '2026-04-06' }],
  ['KIND_UNKNOWN', 'error', { kind: 'wedding' }, { kind: 'delivery' }],
  ['PRIORITY_INVALID', 'error', { priority: '101' }, { priority: '100' }],
  ['PRIORITY_INVALID', 'error', { priority: 'whenever' }, { priority: 'M' }],
  ['EMAIL_INVALID', 'warning', { email: 'at the door' }, { email: '' }],
  ['FORMULA_TEXT', 'warning', { notes: '=1+1' }, null],
  ['FORMULA_TEXT', 'warning', { notes: '@SUM(A1)' }, null],
  ['CONTROL_REMOVED', 'warning', { notes: 'ring\u0007 twice' }, { notes: 'ring twice' }],
  ['CONTROL_REMOVED', 'warning', { notes: 'left\u202eright' }, { notes: 'leftright' }],
  ['TEXT_TOO_LONG', 'error', { reference: 'r'.repeat(81) }, { reference: 'r'.repeat(80) }],
  ['TEXT_TOO_LONG', 'error', { notes: 'n'.repeat(2001) }, { notes: 'n'.repeat(2000) }],
  ['TEXT_TOO_LONG', 'error', { address: 'a'.repeat(301) }, null],
]

type FullCase = readonly [...Required<Case>]
const cases = given.map(([code, severity, row, suggestion, context = {}]): FullCase => [
  code,
  severity,
  row,
  suggestion,
  context,
])
// With its coordinate cleared, or another street in its place, a row is searched anew.
const mendable = cases.filter(([code, , , suggestion]) => suggestion !== null && code !== 'PLACE_NOT_FOUND')

describe('findings of one row', () => {
  it.each(cases)('%s is a(n) %s for %o', (code, severity, row, suggestion, context) => {
    const checked = checkOne(row, context)

    expect(checked.findings).toHaveLength(1)
    expect(checked.findings[0]).toMatchObject({ code, severity, row: 2, suggestion })
    expect(checked.findings[0]!.text).not.toBe('')
    expect(checked.order === undefined).toBe(severity === 'error')
    expect(checked.action).toBe(severity === 'error' ? 'held' : 'create')
  })

  it.each(mendable)('applying the suggestion makes %s go', (code, _, row, suggestion, context) => {
    const codes = checkOne({ ...row, ...suggestion }, context).findings.map((finding) => finding.code)

    expect(codes).not.toContain(code)
  })

  it('every code that a row can get has a case', () => {
    const ofOthers = ['COLUMN_UNKNOWN', 'COLUMN_DUPLICATE', 'REFERENCE_REUSED']

    expect([...new Set(cases.map(([code]) => code)), ...ofOthers].toSorted()).toEqual(findingCodes.toSorted())
  })

  it.each(['NaN', 'Infinity', '-Infinity', '1e400', '91', '-181', '"52"', 'null', '', '0x29', '41.15.1'])(
    'SEC-E03, F20: a coordinate of %j lets no place in',
    (value) => {
      expect(checkOne({ lat: value }).order).toBeUndefined()
      expect(checkOne({ lon: value }).order).toBeUndefined()
    },
  )
})

describe('values as people write them', () => {
  const orderOf = (row: Record<string, string>): OrderFields => {
    const { order, findings } = checkOne(row, { capacity: { weight_kg: 5_000 } })
    expect(findings).toEqual([])
    return order!
  }

  it.each([
    [{}, []],
    [{ windowFrom: '8h', windowTo: '18h30' }, [{ from: '08:00', to: '18:30' }]],
    [{ windowFrom: '8:30 am', windowTo: '6 pm' }, [{ from: '08:30', to: '18:00' }]],
    [{ windowFrom: '8.30' }, [{ from: '08:30', to: '24:00' }]],
    [{ windowTo: '12' }, [{ from: '00:00', to: '12:00' }]],
    [{ windowFrom: '0.375', windowTo: '46119.5' }, [{ from: '09:00', to: '12:00' }]],
    [{ windowFrom: '18:00', windowTo: '00:00' }, [{ from: '18:00', to: '24:00' }]],
    [{ windowFrom: '00:00', windowTo: '00:00' }, [{ from: '00:00', to: '24:00' }]],
    [
      { windowFrom: '08:00;14:00', windowTo: '10:00;16:00' },
      [
        { from: '08:00', to: '10:00' },
        { from: '14:00', to: '16:00' },
      ],
    ],
    [
      { windows: '10:00 - 11:00; 14h-16h30' },
      [
        { from: '10:00', to: '11:00' },
        { from: '14:00', to: '16:30' },
      ],
    ],
    [{ windows: '2026-04-07T10:00 - 2026-04-07T11:00' }, [{ from: '10:00', to: '11:00' }]],
    [{ windowFrom: '2026-04-07T10:00:00Z', windowTo: '2026-04-07 12:00' }, [{ from: '11:00', to: '12:00' }]],
  ])('windows %o', (row: Record<string, string>, windows) => {
    expect(orderOf(row).windows).toEqual(windows)
  })

  it.each([
    ['', 300],
    ['0', 0],
    ['7,5', 450],
    ['5 min', 300],
    ['0:05', 300],
    ['1h30', 5400],
  ])('a service of "%s" takes %i s', (serviceMinutes, seconds) => {
    expect(orderOf({ serviceMinutes }).serviceS).toBe(seconds)
  })

  it.each([
    ['', 50],
    ['L', 25],
    ['high', 75],
    ['Kritisch', 100],
    ['7', 7],
  ])('a priority of "%s" is %i', (priority, value) => {
    expect(orderOf({ priority }).priority).toBe(value)
  })

  it.each([
    ['12,5', 12.5],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234', 1234],
    ['12.5 kg', 12.5],
  ])('a load of "%s" is %f', (text, amount) => {
    expect(orderOf({ weight_kg: text }).load).toEqual({ weight_kg: amount })
  })

  it('packages, skills, contact and notes are taken apart', () => {
    const order = orderOf({
      packages: 'small-box=1 big-box=2',
      skills: 'lift; cold;lift',
      name: ' Ana ',
      phone: '+351 912 345 678',
      email: 'ana@example.org',
      notes: 'Ring\r\ntwice',
      kind: 'P',
      date: '7.4.2026',
    })

    expect(order).toMatchObject({
      load: { small_box: 1, big_box: 2 },
      skills: ['lift', 'cold'],
      contact: { name: 'Ana', phone: '+351 912 345 678', email: 'ana@example.org' },
      notes: 'Ring\ntwice',
      kind: 'pickup',
      date: '2026-04-07',
    })
  })

  it('an address is put together from its parts and searched near the depot', () => {
    const asked: string[] = []
    const { order } = checkOne(
      { lat: '', lon: '', street: 'Rua Nova', houseNumber: '7', postcode: '4000', city: 'Porto' },
      {
        search: (text, near) => {
          asked.push(`${text} @${near.lat}`)
          return [{ lon: -8.6, lat: 41.2, label: 'Rua Nova', level: 'street', confidence: 0.98 }]
        },
      },
    )

    expect(asked).toEqual(['Rua Nova 7, 4000 Porto @41.1745'])
    expect(order?.place).toEqual({
      address: 'Rua Nova 7, 4000 Porto',
      lon: -8.6,
      lat: 41.2,
      level: 'street',
      confidence: 0.98,
    })
  })

  it('a coordinate wins over the address, which is not even searched', () => {
    const { order } = checkOne(
      { address: 'Nowhere 1' },
      {
        search: () => {
          throw new Error('searched')
        },
      },
    )

    expect(order?.place).toMatchObject({ address: 'Nowhere 1', lon: -8.61, lat: 41.15, level: 'given' })
  })
})

describe('rows beside each other and beside what is there', () => {
  it('a second row with the same reference and content is unchanged, with other content it is held', () => {
    const [first, double, other] = checkAll([
      { reference: 'A', notes: 'x' },
      { reference: 'A', notes: 'x' },
      { reference: 'A', notes: 'y' },
    ])

    expect([first?.action, double?.action, other?.action]).toEqual(['create', 'unchanged', 'held'])
    expect(other?.findings).toMatchObject([
      { code: 'REFERENCE_REUSED', severity: 'error', row: 4, suggestion: { reference: 'A-2' } },
    ])
  })

  it('a row that says what the order says is unchanged, one that says more is an update', () => {
    const before = checkOne({ notes: 'x' }).order!
    const existing = (reference: string) => (reference === before.reference ? before : undefined)

    expect(checkOne({ notes: 'x' }, { existing }).action).toBe('unchanged')
    expect(checkOne({ notes: 'y' }, { existing }).action).toBe('update')
    expect(checkOne({ reference: 'B', notes: 'x' }, { existing }).action).toBe('create')
  })

  it('what the file has no column for stays as it is on the order', () => {
    const before = checkOne({ notes: 'x', skills: 'lift', weight_kg: '7' }).order!
    const { order, action } = checkOne({ notes: 'y' }, { existing: () => before })

    expect(action).toBe('update')
    expect(order).toEqual({ ...before, notes: 'y' })
  })

  it('a pin set by hand stays while the file has the same address', () => {
    const row = { lat: '', lon: '', address: 'Rua Nova 1' }
    const found = checkOne(row).order!
    const pinned = {
      ...found,
      place: { ...found.place, lon: -8.65, lat: 41.1, level: 'pin' as const, confidence: 1 },
    }

    expect(checkOne(row, { existing: () => pinned }).action).toBe('unchanged')
    expect(checkOne({ ...row, address: 'Rua Velha 1' }, { existing: () => pinned }).order?.place.level).toBe(
      'street',
    )
  })

  it('a suggested reference is free among rows and orders', () => {
    const taken = checkOne({}).order!
    const rows = checkAll([{ reference: 'ROW-3' }, { reference: '' }], {
      existing: (reference) => (reference === 'ROW-3-2' ? taken : undefined),
    })

    expect(rows[1]?.findings[0]?.suggestion).toEqual({ reference: 'ROW-3-3' })
  })

  it('cells beyond the header are named', async () => {
    const rows = [[{ row: 2, cells: ['A', 'Rua Nova', ' 7'] }]]
    const columns = [
      { name: 'ref', field: 'reference' as const },
      { name: 'address', field: 'address' as const },
    ]
    const { findings } = await checkRows(rows, columns, aContext())

    expect(findings).toMatchObject([{ code: 'COLUMN_UNKNOWN', severity: 'warning', row: 2, value: ' 7' }])
  })

  it('SEC-E12: column and dimension names cannot reach an object prototype', async () => {
    const columns = [
      { name: 'ref', field: 'reference' as const },
      { name: 'gps', field: 'latLon' as const },
      { name: '__proto__', field: 'custom' as const },
      { name: 'constructor', field: 'load' as const, dimension: 'constructor' },
    ]
    const rows = [[{ row: 2, cells: ['A', '41.15,-8.61', 'polluted', '3'] }]]
    const { orders } = await checkRows(rows, columns, aContext())

    expect(Object.keys(orders[0]!.custom)).toEqual(['__proto__'])
    expect(Object.entries(orders[0]!.load)).toEqual([['constructor', 3]])
    expect('polluted' in {}).toBe(false)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('stops when it is told to and reports how far it is', async () => {
    const stop = new AbortController()
    const seen: number[] = []
    const batches = Array.from({ length: 400 }, (_, batch) =>
      Array.from({ length: 100 }, (__, at) => ({
        row: batch * 100 + at + 2,
        cells: [`${batch}-${at}`, '41.15,-8.61'],
      })),
    )
    const columns = [
      { name: 'ref', field: 'reference' as const },
      { name: 'gps', field: 'latLon' as const },
    ]
    const work = checkRows(batches, columns, aContext(), {
      signal: stop.signal,
      onProgress: (rows) => {
        seen.push(rows)
        if (rows === 300) stop.abort()
      },
    })

    await expect(work).rejects.toThrow(/abort/)
    expect(seen.slice(0, 3)).toEqual([100, 200, 300])
    expect(seen.length).toBeLessThan(400)
  })
})
