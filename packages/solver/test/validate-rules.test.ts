import { describe, expect, it } from 'vitest'
import {
  evaluateRoute,
  evaluateSolution,
  explainUnassigned,
  findPlaces,
  prepare,
  ProblemError,
  solve,
  suggestRelaxations,
} from '../src/index.ts'
import type { Job, Objective, Problem, RouteSequence, Shift, Shipment } from '../src/index.ts'
import { tiedTasks } from '../src/model/part-problem.ts'

const parcel = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'delivery',
  location: 1,
  load: [1],
  serviceS: 60,
  windows: [],
  skills: [],
  priority: 0,
  ...more,
})

const van: Shift = {
  id: 'van 3',
  profile: 'car',
  start: 0,
  end: 0,
  window: [0, 3600],
  capacity: [10],
  skills: [],
  breaks: [],
  costs: { fixed: 0, perHour: 0, perKm: 1 },
}

const day = (more: Partial<Problem>, shift: Partial<Shift> = {}, job: Partial<Job> = {}): Problem => ({
  name: 'day',
  dimensions: ['kg'],
  locationCount: 2,
  matrices: { car: { durationS: [0, 60, 60, 0], distanceM: [0, 500, 500, 0] } },
  jobs: [parcel('bread', job), parcel('milk'), parcel('eggs')],
  shifts: [{ ...van, ...shift }],
  ...more,
})

describe('rules that cannot be right are refused by field', () => {
  it.each<[string, Problem, string]>([
    [
      'a pin to nobody',
      day({}, {}, { pin: { shift: 'van 9' } }),
      'jobs[0].pin.shift: there is no shift "van 9"',
    ],
    [
      'a reload at no depot',
      day({}, { reloads: ['North'] }),
      'shifts[0].reloads[0]: there is no depot "North"',
    ],
    ['no trip at all', day({}, { maxTrips: 0 }), 'shifts[0].maxTrips: must be 1 or more'],
    [
      'a price for an unknown task',
      day({}, { taskCosts: { jam: 1 } }),
      'shifts[0].taskCosts: no job or shipment',
    ],
    [
      'a prefix with an unknown task',
      day({}, { prefix: ['jam'] }),
      'shifts[0].prefix[0]: no job or shipment',
    ],
    [
      'a prefix that repeats',
      day({}, { prefix: ['milk', 'milk'] }),
      'shifts[0].prefix[1]: "milk" stands too often',
    ],
    [
      'two alternatives that are both promised',
      day(
        { jobs: ['bread', 'milk'].map((id) => parcel(id, { group: 'food' })) },
        { prefix: ['bread', 'milk'] },
      ),
      'shifts[0].prefix[1]: "milk" is of the group "food" as "bread" is',
    ],
    [
      'goods of one job that never share a trip',
      day({ incompatibleGoods: [['acid', 'food']] }, {}, { goods: ['food', 'acid'] }),
      'jobs[0].goods: "acid" and "food" never share a trip',
    ],
    [
      'a skill that is needed and forbidden',
      day({}, {}, { skills: ['lift'], forbiddenSkills: ['dirty', 'lift'] }),
      'jobs[0].forbiddenSkills[1]: "lift" is among its skills as well',
    ],
    [
      'a part of a rest that is longer than the rest',
      day({}, { workRules: [{ measure: 'work', afterS: 900, restS: 60, splitS: [90, 30] }] }),
      'shifts[0].workRules[0].splitS[0]: is longer than the whole rest: 90 > 60',
    ],
    [
      'half a rest that is not split',
      day({}, { workRules: [{ measure: 'work', afterS: 900, restS: 60, isHalfRested: true }] }),
      'shifts[0].workRules[0].isHalfRested: is for a rest that may be split: with splitS',
    ],
    [
      'less than nothing counted',
      day({}, { workRules: [{ measure: 'work', afterS: 900, restS: 60, sinceS: -1 }] }),
      'shifts[0].workRules[0].sinceS: is negative: -1',
    ],
    [
      'a wish that ends before it begins',
      day({}, {}, { softWindows: [{ fromS: 9, toS: 3 }] }),
      'jobs[0].softWindows[0]',
    ],
    [
      'a negative price',
      day({}, {}, { softWindows: [{ latePerMinute: -1 }] }),
      'latePerMinute: is negative: -1',
    ],
    [
      'a prize that is no number',
      day({}, {}, { prize: Number.NaN }),
      'jobs[0].prize: must be a number, is NaN',
    ],
    [
      'a service that brings things back',
      day({}, {}, { kind: 'service', takes: [1] }),
      'jobs[0].takes: is for deliveries',
    ],
    [
      'a break outside its hull',
      day({}, { breaks: [{ fromS: 100, toS: 200, durationS: 10, windows: [[50, 150]] }] }),
      'shifts[0].breaks[0].windows[0]: lies outside fromS and toS',
    ],
    [
      'slices that do not ascend',
      day({
        matrices: {
          car: {
            durationS: [0, 60, 60, 0],
            distanceM: [0, 500, 500, 0],
            slices: [
              { fromS: 500, durationS: [0, 90, 90, 0] },
              { fromS: 500, durationS: [0, 60, 60, 0] },
            ],
          },
        },
      }),
      'matrices.car.slices[1].fromS: slices must ascend',
    ],
    [
      'more taken along than can be counted',
      day({}, {}, { takes: [2 ** 30] }),
      'jobs[0].takes[0]: the loads of this dimension add up to 1073741827',
    ],
    [
      'more on board than can be counted',
      day({}, { onBoard: [2 ** 30] }),
      'shifts[0].onBoard[0]: the loads of this dimension add up to 1073741827',
    ],
    [
      'a way that is there for a part of the day',
      day({
        matrices: {
          car: {
            durationS: [0, 60, 60, 0],
            distanceM: [0, 500, 500, 0],
            slices: [{ fromS: 500, durationS: [0, -1, 90, 0] }],
          },
        },
      }),
      'matrices.car.slices[0].durationS[1]: is -1 (no way), but the matrix has a way',
    ],
    [
      'a way whose metres are known for a part of the day',
      day({
        matrices: {
          car: {
            durationS: [0, 60, 60, 0],
            distanceM: [0, 500, 500, 0],
            slices: [{ fromS: 500, durationS: [0, 90, 90, 0], distanceM: [0, 700, -1, 0] }],
          },
        },
      }),
      'matrices.car.slices[0].distanceM[2]: is -1 (no way), but the matrix has a way',
    ],
    [
      'a way that takes a slow vehicle longer than can be counted',
      day(
        { matrices: { car: { durationS: [0, 60, 3_000_000, 0], distanceM: [0, 500, 500, 0] } } },
        { speedFactor: 0.01 },
      ),
      'shifts[0].speedFactor: makes 3000000 seconds longer than can be: 0.01',
    ],
    [
      'a relation with an unknown task',
      day({ relations: [{ kind: 'sameVehicle', tasks: ['bread', 'jam'] }] }),
      'relations[0]: no job or shipment has the id "jam"',
    ],
    [
      'tasks that are joined and kept apart',
      day({
        relations: [
          { kind: 'sequence', tasks: ['bread', 'milk'] },
          { kind: 'differentVehicles', tasks: ['bread', 'milk'] },
        ],
      }),
      'relations[1]: keeps "bread" and "milk" apart, but relations[0] joins them',
    ],
    [
      'a circle of befores',
      day({
        relations: [
          { kind: 'before', first: 'bread', second: 'milk' },
          { kind: 'sequence', tasks: ['milk', 'eggs'] },
          { kind: 'before', first: 'eggs', second: 'bread' },
        ],
      }),
      'would have to come before itself',
    ],
    [
      'gaps that contradict each other',
      day({ relations: [{ kind: 'before', first: 'bread', second: 'milk', minGapS: 60, maxGapS: 30 }] }),
      'relations[0].maxGapS: is less than minGapS: 30 < 60',
    ],
    [
      'a gap that lets the second come first',
      day({ relations: [{ kind: 'before', first: 'bread', second: 'milk', minGapS: -100, maxGapS: 100 }] }),
      'relations[0].minGapS: is negative: -100',
    ],
  ])('%s', (_, problem, message) => {
    expect(() => prepare(problem)).toThrow(message)
  })
})

describe('what only a caller without a compiler gives is refused by field', () => {
  // Typed as it comes from elsewhere: from JavaScript, or from a text that nobody has checked.
  const untyped = (value: unknown): Problem => JSON.parse(JSON.stringify(value))
  const lines = { surface: 'plane', x: [0, 1], y: [0, 1], scale: 1, metresPerSecond: 1, rounding: 'nearest' }
  const inLines = (more: object) => untyped({ ...day({}), straightLines: { bike: { ...lines, ...more } } })
  const { costs: _costs, ...vanWithoutCosts } = van
  const { windows: _windows, ...breadWithoutWindows } = parcel('bread')

  it.each<[string, Problem, string]>([
    [
      'a relation of another kind',
      untyped(day({ relations: [{ kind: 'sameRoute', tasks: ['bread', 'milk'] }] as never })),
      'relations[0].kind: must be one of sameVehicle, differentVehicles, sequence, directSequence, before, synchronised, is "sameRoute"',
    ],
    [
      'a relation without tasks',
      untyped(day({ relations: [{ kind: 'sameVehicle' }] as never })),
      'relations[0].tasks: is missing',
    ],
    [
      'a before without its second',
      untyped(day({ relations: [{ kind: 'before', first: 'bread' }] as never })),
      'relations[0].second: is missing',
    ],
    [
      'a job of another kind',
      untyped(day({}, {}, { kind: 'Pickup' as never })),
      'jobs[0].kind: must be one of delivery, pickup, service, is "Pickup"',
    ],
    [
      'a work rule about something else',
      untyped(day({}, { workRules: [{ measure: 'drive', afterS: 9, restS: 9 }] as never })),
      'shifts[0].workRules[0].measure: must be one of driving, work, is "drive"',
    ],
    [
      'lines on another surface',
      inLines({ surface: 'cube' }),
      'straightLines.bike.surface: must be one of plane, globe, is "cube"',
    ],
    [
      'lines rounded in another way',
      inLines({ rounding: 'up' }),
      'straightLines.bike.rounding: must be one of nearest, down, is "up"',
    ],
    ['no windows', untyped(day({ jobs: [breadWithoutWindows] as never })), 'jobs[0].windows: is missing'],
    [
      'a window that is none',
      untyped(day({}, {}, { windows: [[5]] as never })),
      'jobs[0].windows[0]: must be an array of 2, is an array of 1',
    ],
    ['no costs', untyped(day({ shifts: [vanWithoutCosts] as never })), 'shifts[0].costs: is missing'],
    [
      'no distances',
      untyped(day({ matrices: { car: { durationS: [0, 60, 60, 0] } } as never })),
      'matrices.car.distanceM: is missing',
    ],
    ['no jobs', untyped({ ...day({}), jobs: undefined }), 'jobs: is missing'],
    ['jobs that are no list', untyped(day({ jobs: {} as never })), 'jobs: must be an array, is an object'],
    ['nothing for a job', untyped(day({ jobs: [null] as never })), 'jobs[0]: must be an object, is null'],
    [
      'nothing for shipments',
      untyped(day({ shipments: null as never })),
      'shipments: must be an array, is null',
    ],
    ['no problem at all', untyped(null), 'problem: must be an object, is null'],
    [
      'nothing for a priority',
      untyped(day({}, {}, { priority: null as never })),
      'jobs[0].priority: must be a number, is null',
    ],
    [
      'a figure in letters',
      untyped(day({}, { speedFactor: '1' as never })),
      'shifts[0].speedFactor: must be a number, is "1"',
    ],
    [
      'a number for an id',
      untyped(day({ shifts: [{ ...van, id: 7 }] as never })),
      'shifts[0].id: must be a text, is 7',
    ],
    [
      'a position beyond any route',
      day({}, {}, { pin: { shift: 'van 3', position: 2 ** 32 } }),
      'jobs[0].pin.position: must be a whole number from -1 to 1000000, is 4294967296',
    ],
  ])('%s', (_, problem, message) => {
    expect(() => prepare(problem)).toThrow(ProblemError)
    expect(() => prepare(problem)).toThrow(message)
  })

  it.each<[string, object, string]>([
    [
      'an objective that measures something else',
      { objective: [{ measure: 'smiles', weight: 1 }] },
      'objective[0].measure: must be one of cost, distance',
    ],
    ['nothing for an objective', { objective: null }, 'objective: must be an array, is null'],
    ['nothing for a term', { objective: [null] }, 'objective[0]: must be an object, is null'],
    ['a route without jobs', { start: [{ shift: 'van 3' }] }, 'start[0].jobs: is missing'],
    ['nothing for a reference', { reference: null }, 'reference: must be an array, is null'],
  ])('%s', async (_, options, message) => {
    await expect(solve(day({}), { iterations: 1, ...options })).rejects.toThrow(message)
  })
})

describe('options that cannot be right are refused by every question in the same words', () => {
  const sofa: Shipment = {
    id: 'sofa',
    pickup: { location: 0, serviceS: 0, windows: [] },
    delivery: { location: 1, serviceS: 0, windows: [] },
    load: [1],
    skills: [],
    priority: 0,
  }
  const problem = day({ shifts: [van, { ...van, id: 'van 4' }], shipments: [sofa] })
  const prepared = prepare(problem)
  const changes: Objective = [{ measure: 'changes', weight: 1 }]
  const smiles: Objective = [{ measure: 'smiles' as never, weight: 1 }]
  const nobody = [{ shift: 'van 9', jobs: [] }]
  const questions = {
    evaluateSolution: (options: object) => evaluateSolution(prepared, [], options),
    findPlaces: (options: object) => findPlaces(prepared, [], 'bread', options),
    explainUnassigned: (options: object) => explainUnassigned(prepared, [], ['bread'], options),
    suggestRelaxations: (options: object) => suggestRelaxations(prepared, [], 'bread', options),
  }

  it.each<[string, object, string]>([
    ['changes from nothing', { objective: changes }, 'objective: counts changes, but there is no reference'],
    [
      'as many changes as no number says',
      { mostChanges: Number.NaN, reference: [] },
      'mostChanges: must be a whole number, 0 or more, is NaN',
    ],
    ['a measure that there is not', { objective: smiles }, 'objective[0].measure: must be one of cost'],
    ['a reference of nobody', { reference: nobody }, 'reference[0].shift: the problem has no shift "van 9"'],
  ])('%s', async (_, options, message) => {
    await expect(solve(problem, { iterations: 1, ...options })).rejects.toThrow(message)
    for (const ask of Object.values(questions)) expect(() => ask(options)).toThrow(message)
  })

  it('and a departure of a single route', () => {
    const leaveAt = (departAtS: number) => evaluateRoute(prepared, 0, ['bread'], { departAtS })

    expect(() => leaveAt(Number.NaN)).toThrow('departAtS: must be a whole number of seconds, is NaN')
    expect(() => evaluateRoute(prepared, 0, ['bread'], { objective: smiles })).toThrow(
      'objective[0].measure: must be one of cost',
    )
  })

  it.each<[string, RouteSequence[], string]>([
    [
      'a shift with two routes',
      [
        { shift: 'van 3', jobs: ['bread'] },
        { shift: 'van 3', jobs: ['milk'] },
      ],
      'start[1].shift: the shift "van 3" has two routes',
    ],
    [
      'a job that is served twice',
      [
        { shift: 'van 3', jobs: ['bread'] },
        { shift: 'van 4', jobs: ['milk', 'bread'] },
      ],
      'start[1].jobs[1]: "bread" stands too often',
    ],
    [
      'a shipment with three ends',
      [{ shift: 'van 3', jobs: ['sofa', 'sofa', 'sofa'] }],
      'start[0].jobs[2]: "sofa" stands too often',
    ],
  ])('a plan to start from with %s', async (_, start, message) => {
    await expect(solve(problem, { iterations: 1, start })).rejects.toThrow(message)
  })
})

describe('relations of many tasks', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `parcel ${index}`)
  const jobs = ids.map((id) => parcel(id))

  it('are checked without looking at every pair', () => {
    const problem = day({ jobs, relations: [{ kind: 'sameVehicle', tasks: ids }] })

    // Every pair would be 200 million entries, more than a map can hold.
    expect(() => prepare(problem)).not.toThrow()
  })

  it('are tied to each other without a list for each', () => {
    const relations = [
      { kind: 'sameVehicle', tasks: ids },
      { kind: 'before', first: 'parcel 7', second: 'bread' },
    ] as const

    const tied = tiedTasks(day({ jobs: [...jobs, parcel('bread')], relations }))

    // Lists for each would be 400 million ids.
    expect(tied.get('parcel 8')).toEqual(new Set(ids))
    expect(tied.get('parcel 7')).toEqual(new Set([...ids, 'bread']))
    expect(tied.get('bread')).toEqual(new Set(['parcel 7', 'bread']))
  })

  it('are refused by the two tasks that are kept apart as well', () => {
    const problem = day({
      jobs,
      relations: [
        { kind: 'sameVehicle', tasks: ids },
        { kind: 'differentVehicles', tasks: ['parcel 19999', 'parcel 7'] },
      ],
    })

    expect(() => prepare(problem)).toThrow(
      'relations[1]: keeps "parcel 19999" and "parcel 7" apart, but relations[0] joins them',
    )
  })

  it('may be joined and kept apart by way of a third task, which may be left out', () => {
    const problem = day({
      relations: [
        { kind: 'sameVehicle', tasks: ['bread', 'milk'] },
        { kind: 'sameVehicle', tasks: ['milk', 'eggs'] },
        { kind: 'differentVehicles', tasks: ['bread', 'eggs'] },
      ],
    })

    expect(() => prepare(problem)).not.toThrow()
  })
})
