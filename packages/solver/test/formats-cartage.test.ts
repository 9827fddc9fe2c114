import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseProblem, problemJsonSchema, withStart } from '../src/index.ts'
import type { ParsedVroom } from '../src/index.ts'

const docs = path.resolve(import.meta.dirname, '../../../docs/solver')

const tiny = {
  name: 'tiny',
  dimensions: ['kg'],
  locationCount: 2,
  matrices: { car: { durationS: [0, 5, 5, 0], distanceM: [0, 50, 50, 0] } },
  jobs: [
    { id: 'a', location: 1, load: [1] },
    { id: 'b', location: 1, load: [2] },
  ],
  shifts: [
    { id: 'v', profile: 'car', start: 0, end: 0, window: [0, 100], capacity: [2], reloads: ['yard'] },
    { id: 'w', profile: 'car', start: 0, end: 0, window: [0, 100], capacity: [2] },
  ],
  depots: [{ id: 'yard', location: 0 }],
}

const [job, other] = tiny.jobs
const [shift] = tiny.shifts
const withJob = (more: object) => ({ ...tiny, jobs: [{ ...job, ...more }, other] })
const withShift = (more: object) => ({ ...tiny, shifts: [{ ...shift, ...more }] })

const parse = (input: object) =>
  parseProblem(JSON.stringify(input, undefined, 1), { format: 'auto', name: 'file' })

describe('Cartage’s own JSON', () => {
  it('takes an objective, a plan to start from and one to stay close to beside the problem', () => {
    const start = [{ shift: 'v', jobs: ['a', '@yard', 'b'] }]
    const objective = [
      { measure: 'vehicles', weight: 1 },
      { measure: 'cost', weight: 1, level: 1 },
    ]
    const parsed = parse({ ...tiny, $schema: 'x', objective, start, reference: start, mostChanges: 1 })

    expect(parsed).toMatchObject({ objective, options: { start, reference: start, mostChanges: 1 } })
    expect(parsed.problem).not.toHaveProperty('start')
    expect(parse(tiny)).toMatchObject({ objective: 'cost', options: {} })
  })

  it.each([
    ['a field that is none', { ...tiny, shift: [] }, 'shift: there is no such field'],
    [
      'a misspelt field of a job',
      { ...tiny, jobs: [{ ...tiny.jobs[0], sevice: 3 }] },
      'jobs[0].sevice: there is no such field',
    ],
    [
      'a misspelt price',
      { ...tiny, shifts: [{ ...tiny.shifts[0], costs: { perMile: 3 } }] },
      'shifts[0].costs.perMile: there is no such field',
    ],
    ['an objective that is none', { ...tiny, objective: 'time' }, 'objective: '],
    [
      'a measure that is none',
      {
        ...tiny,
        objective: [
          { measure: 'cost', weight: 1 },
          { measure: 'time', weight: 1 },
        ],
      },
      'objective[1].measure: ',
    ],
    [
      'a start on no shift',
      { ...tiny, start: [{ shift: 'x', jobs: [] }] },
      'start[0].shift: the problem has no shift "x"',
    ],
    ['an id twice', { ...tiny, jobs: [job, job] }, 'jobs[1].id: "a" stands twice, in jobs[0].id as well'],
    [
      'a start of work outside the windows',
      withJob({ windows: [[0, 50]], pin: { shift: 'v', startS: 60 } }),
      'jobs[0].pin.startS: 60 is in none of its windows',
    ],
    [
      'a promise of another shift',
      { ...withJob({ pin: { shift: 'w' } }), shifts: [{ ...shift, prefix: ['a'] }, tiny.shifts[1]] },
      'shifts[0].prefix[0]: "a" is pinned to "w"',
    ],
    [
      'pins that a relation forbids',
      {
        ...tiny,
        jobs: tiny.jobs.map((one, i) => ({ ...one, pin: { shift: ['v', 'w'][i] } })),
        relations: [{ kind: 'sameVehicle', tasks: ['a', 'b'] }],
      },
      'relations[0]: joins "a" and "b", but they are pinned to "v" and "w"',
    ],
    [
      'a break longer than its shift',
      withShift({ breaks: [{ fromS: 0, toS: 50, durationS: 200 }] }),
      'shifts[0].breaks[0].durationS: is longer than the window of the shift: 200 > 100',
    ],
    [
      'changes from nothing',
      { ...tiny, mostChanges: 1 },
      'mostChanges: counts changes, but there is no reference',
    ],
    [
      'a reference of no job',
      { ...tiny, reference: [{ shift: 'v', jobs: ['a', 'c'] }] },
      'reference[0].jobs[1]: the problem has nothing named "c"',
    ],
  ])('refuses %s by name and line', (_, input, message) => {
    expect(() => parse(input)).toThrow(message)
    expect(() => parse(input)).toThrow(/^line \d+, /)
  })

  it('names the line of a field that is none', () => {
    const text = JSON.stringify({ ...tiny, jobs: [{ ...tiny.jobs[0], sevice: 3 }] }, undefined, 1)
    const line = text.split('\n').findIndex((row) => row.includes('sevice')) + 1

    expect(() => parseProblem(text, { format: 'cartage', name: 'file' })).toThrow(
      `line ${line}, jobs[0].sevice`,
    )
  })
})

describe('the published schema', () => {
  const file = path.join(docs, 'problem.schema.json')

  it('is the one that the solver reads by: write it with `cartage solve --schema`', () => {
    expect(existsSync(file) && JSON.parse(readFileSync(file, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(problemJsonSchema())),
    )
  })

  const accepts = (file: object): boolean =>
    z.fromJSONSchema(problemJsonSchema() as z.core.JSONSchema.JSONSchema).safeParse(file).success

  it('accepts points between whole numbers, as the solver does', () => {
    const straightLines = { car: { surface: 'globe', x: [-8.61, -8.6], y: [41.15, 41.2] } }
    const file = { ...tiny, locationCount: 2, matrices: {}, straightLines }

    expect(accepts(file)).toBe(true)
    expect(parse(file).problem.straightLines?.car?.x).toEqual([-8.61, -8.6])
  })

  it.each<[object, string]>([
    [withJob({ priority: 1000 }), 'priority'],
    [withJob({ serviceS: -1.5 }), 'serviceS'],
    [withJob({ load: [-1] }), 'load'],
    [withJob({ windows: [[0, 1e9]] }), 'windows'],
    [withJob({ pin: { shift: 'v', position: -2 } }), 'position'],
    [withShift({ speedFactor: -3 }), 'speedFactor'],
    [withShift({ costs: { perKm: -1 } }), 'perKm'],
    [withShift({ maxTrips: 0 }), 'maxTrips'],
    [withShift({ workRules: [{ measure: 'work', afterS: 0, restS: 60 }] }), 'afterS'],
    [{ ...tiny, units: { time: 0, distance: 1 } }, 'units.time'],
  ])('refuses figures that the solver refuses (%#)', (file, field) => {
    expect(accepts(tiny)).toBe(true)
    expect(accepts(file)).toBe(false)
    expect(() => parse(file)).toThrow(field)
  })

  it('describes every field', () => {
    const silent: string[] = []
    JSON.stringify(problemJsonSchema(), (key, value: unknown) => {
      if (key !== 'properties') return value
      for (const [field, schema] of Object.entries(value as Record<string, { description?: string }>)) {
        if (schema.description === undefined) silent.push(field)
      }
      return value
    })

    expect(silent).toEqual([])
  })

  it('has no field that docs/solver/model.md does not explain', () => {
    const explained = readFileSync(path.join(docs, 'model.md'), 'utf8')
    const fields = new Set<string>()
    JSON.stringify(problemJsonSchema(), (key, value: unknown) => {
      if (key === 'properties') for (const field of Object.keys(value as object)) fields.add(field)
      return value
    })

    expect([...fields].filter((field) => !explained.includes(`\`${field}\``))).toEqual([])
  })
})

describe('an earlier answer to start from', () => {
  it('names vehicles, visits and depots as the answer does', () => {
    const answer = { routes: [{ vehicle: 'v', visits: ['b', '@yard', 'a'] }] }

    expect(withStart(parse(tiny), JSON.stringify(answer)).options).toEqual({
      start: [{ shift: 'v', jobs: ['b', '@yard', 'a'] }],
    })
  })

  it('reads the numbers of the file back', () => {
    const lilim = ['2 10 1', '0 0 0 0 0 100 0 0 0', '1 3 4 5 0 50 10 0 2', '2 1 1 -5 0 50 10 1 0'].join('\n')
    const parsed = parseProblem(lilim, { format: 'lilim', name: 'file' })

    expect(withStart(parsed, '{"routes": [{"vehicle": "1", "visits": ["1", "2"]}]}').options).toEqual({
      start: [{ shift: '1', jobs: ['1-2', '1-2'] }],
    })
  })

  it('reads VROOM’s routes back', () => {
    const parsed = parse({
      vehicles: [
        { id: 3, start_index: 0 },
        { id: 4, start_index: 0 },
      ],
      jobs: [{ id: 1, location_index: 1 }],
      matrices: {
        car: {
          durations: [
            [0, 1],
            [1, 0],
          ],
        },
      },
    }) as ParsedVroom
    const steps = [{ type: 'start', arrival: 0 }, { type: 'job', id: 1, load: [] }, { type: 'end' }]

    const started = withStart(parsed, JSON.stringify({ code: 0, routes: [{ vehicle: 4, steps }] }))

    expect(started.options).toEqual({ start: [{ shift: '4', jobs: ['job:1'] }] })
    expect(started.steps.map((route) => route.length)).toEqual([0, 3])
  })

  it.each([
    ['{"routes": [{"vehicle": "x", "visits": []}]}', 'routes[0].vehicle: the problem has no vehicle "x"'],
    [
      '{"routes": [{"vehicle": "v", "visits": ["c"]}]}',
      'routes[0].visits[0]: the problem has nothing to visit',
    ],
    ['{"routes": 3}', 'line 1, routes: '],
    ['{}', 'line 1, routes: '],
  ])('refuses %s', (answer, message) => {
    expect(() => withStart(parse(tiny), answer)).toThrow(message)
  })
})
