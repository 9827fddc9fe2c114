import { describe, expect, it } from 'vitest'
import { parseProblem, solve, vroomAnswer, vroomPlan } from '../src/index.ts'
import type { ParsedVroom } from '../src/index.ts'

/** Five places on a line, 100 s and 1000 m from each to the next. */
const line = (step: number) =>
  Array.from({ length: 5 }, (_, row) =>
    Array.from({ length: 5 }, (__, column) => step * Math.abs(row - column)),
  )
const matrices = { car: { durations: line(100), distances: line(1000) } }
const van = { id: 1, start_index: 0, end_index: 0 }

function parse(input: object): ParsedVroom {
  return parseProblem(JSON.stringify(input, undefined, 1), { format: 'vroom', name: 'file' }) as ParsedVroom
}

async function answer(input: object): Promise<any> {
  const parsed = parse(input)
  return vroomAnswer(parsed, await solve(parsed.problem, { iterations: 100, ...parsed.options }))
}

const plan = (input: object): any => vroomPlan(parse(input))

describe('VROOM’s input', () => {
  it('makes one delivery of what a job brings and takes', () => {
    const { problem } = parse({
      vehicles: [{ ...van, capacity: [4, 2] }],
      jobs: [
        { id: 1, location_index: 1, delivery: [2, 0], pickup: [0, 1] },
        { id: 2, location_index: 2, pickup: [1, 0] },
        { id: 3, location_index: 3 },
        { id: 4, location_index: 3, amount: [3, 0] },
      ],
      matrices,
    })

    expect(problem.jobs).toMatchObject([
      { id: 'job:1', kind: 'delivery', load: [2, 0], takes: [0, 1] },
      { kind: 'pickup', load: [1, 0] },
      { kind: 'service', load: [0, 0] },
      { kind: 'delivery', load: [3, 0] },
    ])
    expect(problem.jobs[1]).not.toHaveProperty('takes')
  })

  it('keeps setups, times by type of vehicle, limits and breaks', () => {
    const { problem } = parse({
      vehicles: [
        {
          ...van,
          type: 'bike',
          capacity: [5],
          max_tasks: 7,
          max_travel_time: 800,
          time_window: [0, 9000],
          costs: { per_task_hour: 36 },
          breaks: [
            {
              id: 9,
              service: 60,
              max_load: [2],
              time_windows: [
                [500, 600],
                [100, 200],
              ],
            },
            { id: 10 },
          ],
        },
      ],
      jobs: [
        {
          id: 1,
          location_index: 1,
          setup: 30,
          service: 40,
          setup_per_type: { bike: 5 },
          service_per_type: { bike: 6 },
        },
      ],
      matrices,
    })

    expect(problem.jobs[0]).toMatchObject({
      setupS: 30,
      serviceS: 40,
      setupByVehicleS: { bike: 5 },
      serviceByVehicleS: { bike: 6 },
    })
    expect(problem.shifts[0]).toMatchObject({
      vehicleType: 'bike',
      maxStops: 7,
      maxDrivingS: 800,
      costs: { perTaskHour: 36 },
      breaks: [
        {
          fromS: 100,
          toS: 600,
          durationS: 60,
          maxLoad: [2],
          windows: [
            [100, 200],
            [500, 600],
          ],
        },
        { fromS: 0, toS: 9000, durationS: 0 },
      ],
    })
  })

  it.each([
    ['by the hour', { per_hour: 1800 }, 50],
    ['by the kilometre', { per_hour: 0, per_km: 70 }, 70],
    ['by both', { per_hour: 3600, per_km: 33 }, 133],
    ['not at all', { per_hour: 0 }, 0],
  ])('charges legs %s to the last digit', (_, costs, price) => {
    const { problem } = parse({
      vehicles: [{ ...van, costs }],
      jobs: [{ id: 1, location_index: 1 }],
      matrices,
    })

    const [shift] = problem.shifts
    const leg = problem.matrices[shift!.profile]!.distanceM[1]!
    expect((leg * shift!.costs.perKm) / 1000).toBeCloseTo(price, 9)
  })

  it('charges what a matrix of costs says', async () => {
    const costs = line(7)
    const result = await answer({
      vehicles: [{ ...van, costs: { fixed: 5 } }],
      jobs: [{ id: 1, location_index: 2 }],
      matrices: { car: { ...matrices.car, costs } },
    })

    expect(result.summary).toMatchObject({ cost: 5 + 28, duration: 400, distance: 4000 })
  })

  it('drives each vehicle on the matrix of its profile, at its speed', async () => {
    const result = await answer({
      vehicles: [{ ...van, profile: 'bike', speed_factor: 2 }],
      jobs: [{ id: 1, location_index: 1 }],
      matrices: { ...matrices, bike: { durations: line(300) } },
    })

    expect(result.summary).toMatchObject({ duration: 300, cost: 300 })
    expect(result.summary).not.toHaveProperty('distance')
  })

  it('knows no way that takes a slow vehicle longer than can be counted', () => {
    const { problem } = parse({
      vehicles: [{ ...van, speed_factor: 0.01 }],
      jobs: [{ id: 1, location_index: 1 }],
      matrices: {
        car: {
          durations: [
            [0, 200_000_000],
            [10, 0],
          ],
        },
      },
    })

    expect([...Object.values(problem.matrices)[0]!.durationS]).toEqual([0, -1, 1000, 0])
  })

  it('takes dates for times', async () => {
    const monday = 1_774_854_000
    const result = await answer({
      vehicles: [{ ...van, time_window: [monday, monday + 9000] }],
      jobs: [{ id: 1, location_index: 1, time_windows: [[monday + 500, monday + 600]] }],
      matrices,
    })

    expect(result.routes[0].steps.map((step: any) => step.arrival - monday)).toEqual([400, 500, 600])
  })

  it('numbers places by their coordinates, and estimates travel where no matrix is given', () => {
    const home = [2.35044, 48.71764]
    const parsed = parse({
      vehicles: [{ id: 0, start: home, end: home }],
      jobs: [
        { id: 1, location: [1.98935, 48.701] },
        { id: 2, location: home },
      ],
    })

    expect(parsed.problem).toMatchObject({ locationCount: 2, shifts: [{ start: 1 }] })
    // 26.6 km as the crow flies.
    expect(parsed.travel.get('car')!.distanceM![1]).toBeGreaterThan(34_000)
    expect(parsed.travel.get('car')!.distanceM![1]).toBeLessThan(35_000)
    expect(parsed.warnings).toEqual([expect.stringContaining('travel of "car" is estimated')])
  })

  it('asks for travel between coordinates where somebody knows the roads', () => {
    const text = JSON.stringify({ vehicles: [{ id: 0, start: [0, 0] }], jobs: [{ id: 1, location: [1, 1] }] })

    const parsed = parseProblem(text, {
      format: 'vroom',
      name: 'file',
      travel: (points) => ({
        durationS: Int32Array.from(points.flat(), (_, i) => 10 * i),
        distanceM: new Int32Array(4),
      }),
    })

    expect(Object.values(parsed.problem.matrices)[0]!.durationS).toEqual(Int32Array.of(0, 10, 20, 30))
    expect(parsed.warnings).toEqual([])
  })

  it('ignores fields that VROOM has not, and says so', () => {
    const parsed = parse({
      vehicles: [{ ...van, colour: 'red' }],
      jobs: [
        { id: 1, location_index: 1, time_window: [0, 5] },
        { id: 2, location_index: 1, time_window: [0, 5] },
      ],
      matrices,
      options: { g: true, x: 5 },
    })

    expect(parsed.warnings!.map((warning) => warning.replace(/^line \d+, /, ''))).toEqual([
      'vehicles[0].colour: VROOM has no such field, it is ignored',
      'jobs[0].time_window: VROOM has no such field, it is ignored',
      'options.x: VROOM has no such field, it is ignored',
    ])
  })

  it.each([
    [
      'a job twice',
      {
        jobs: [
          { id: 1, location_index: 1 },
          { id: 1, location_index: 2 },
        ],
      },
      'jobs[1].id: 1 stands twice',
    ],
    ['a place without a row', { jobs: [{ id: 1 }] }, 'jobs[0].location_index: is missing'],
    [
      'a row beyond the matrix',
      { jobs: [{ id: 1, location_index: 5 }] },
      'jobs[0].location_index: is 5, but matrices.car.durations has 5 rows',
    ],
    [
      'no window at all',
      { jobs: [{ id: 1, location_index: 1, time_windows: [] }] },
      'jobs[0].time_windows: is empty',
    ],
    [
      'a window that ends before it begins',
      { jobs: [{ id: 1, location_index: 1, time_windows: [[9, 5]] }] },
      'jobs[0].time_windows[0]: ends before it begins',
    ],
    [
      'more than can be carried',
      { jobs: [{ id: 1, location_index: 1, pickup: [2_000_000_000] }] },
      'jobs[0].pickup[0]: the loads of this dimension add up to 2000000000',
    ],
    [
      'a price that cannot be counted',
      { vehicles: [{ ...van, costs: { fixed: 1e15 } }] },
      'vehicles[0].costs.fixed: is too large',
    ],
    [
      'a price of driving that cannot be counted',
      { vehicles: [{ ...van, costs: { per_hour: 1e15 } }] },
      'vehicles[0].costs.per_hour: is too large',
    ],
    [
      'a break without an end',
      { vehicles: [{ ...van, breaks: [{ id: 1, service: 1e12 }] }] },
      'vehicles[0].breaks[0].service: is out of range: 1000000000000',
    ],
    [
      'no longitude',
      { vehicles: [{ id: 1, start: [2, 48] }], jobs: [{ id: 1, location: [500, 48] }], matrices: undefined },
      'jobs[0].location[0]: must be a longitude, from -180 to 180, is 500',
    ],
    [
      'no latitude',
      { vehicles: [{ id: 1, start: [2, 91] }], jobs: [{ id: 1, location: [5, 48] }], matrices: undefined },
      'vehicles[0].start[1]: must be a latitude, from -90 to 90, is 91',
    ],
    ['half a unit', { jobs: [{ id: 1, location_index: 1, delivery: [0.5] }] }, 'jobs[0].delivery[0]: '],
    [
      'a price beside a matrix of costs',
      {
        vehicles: [{ ...van, costs: { per_km: 3 } }],
        matrices: { car: { ...matrices.car, costs: line(1) } },
      },
      'vehicles[0].costs.per_km: cannot be set beside a matrix of costs',
    ],
    [
      'an unknown profile',
      { vehicles: [{ ...van, profile: 'boat' }] },
      'matrices.boat.durations: is missing',
    ],
    [
      'distances that are not there',
      { vehicles: [{ ...van, costs: { per_km: 3 } }], matrices: { car: { durations: line(1) } } },
      'matrices.car.distances: is missing, vehicles[0] needs it',
    ],
    [
      'a step of no job',
      { vehicles: [{ ...van, steps: [{ type: 'job', id: 7 }] }] },
      'steps[0].id: there is no job 7',
    ],
    [
      'a job that is a step twice',
      {
        vehicles: [
          {
            ...van,
            steps: [
              { type: 'job', id: 1 },
              { type: 'job', id: 1 },
            ],
          },
        ],
      },
      'vehicles[0].steps[1].id: job 1 is a step already',
    ],
  ])('names line and field for %s', (_, part, message) => {
    const input = { vehicles: [van], jobs: [{ id: 1, location_index: 1 }], matrices, ...part }

    expect(() => parse(input)).toThrow(message)
    expect(() => parse(input)).toThrow(/^line \d+, /)
  })
})

describe('VROOM’s answer', () => {
  it('has every field that VROOM’s has', async () => {
    const result = await answer({
      vehicles: [
        { ...van, description: 'van', capacity: [3], costs: { fixed: 10 }, time_window: [1000, 9000] },
      ],
      jobs: [
        {
          id: 4,
          description: 'shop',
          location_index: 1,
          location: [2, 48],
          delivery: [2],
          service: 30,
          priority: 7,
        },
      ],
      shipments: [
        {
          amount: [1],
          priority: 5,
          pickup: { id: 1, location_index: 2 },
          delivery: { id: 2, location_index: 3 },
        },
        { amount: [9], pickup: { id: 3, location_index: 2 }, delivery: { id: 4, location_index: 3 } },
      ],
      matrices,
    })

    expect(result).toMatchObject({
      code: 0,
      summary: {
        cost: 610,
        routes: 1,
        unassigned: 2,
        delivery: [3],
        amount: [3],
        pickup: [1],
        setup: 0,
        service: 30,
        duration: 600,
        waiting_time: 0,
        priority: 17,
        distance: 6000,
        violations: [],
      },
      unassigned: [
        {
          id: 3,
          type: 'pickup',
          location_index: 2,
          reasons: [
            {
              code: 'OVER_CAPACITY',
              text: 'Its load of 9 (amount 1) is more than the only vehicle can carry (largest capacity 3).',
            },
          ],
        },
        { id: 4, type: 'delivery', location_index: 3 },
      ],
    })
    expect(Object.keys(result.summary.computing_times)).toEqual(['loading', 'solving', 'routing'])
    const [route] = result.routes
    expect(route).toMatchObject({ vehicle: 1, description: 'van', cost: 610, distance: 6000, violations: [] })
    expect(route.steps[0]).toEqual({
      type: 'start',
      location_index: 0,
      setup: 0,
      service: 0,
      waiting_time: 0,
      load: [2],
      arrival: 1000,
      duration: 0,
      violations: [],
      distance: 0,
    })
    expect(route.steps.find((step: any) => step.type === 'job')).toMatchObject({
      id: 4,
      job: 4,
      description: 'shop',
      location: [2, 48],
      location_index: 1,
      service: 30,
    })
    expect(route.steps.at(-1)).toMatchObject({ type: 'end', arrival: 1630, duration: 600, distance: 6000 })
  })

  it('says in its own words how much too long a task takes', async () => {
    const reasonOf = async (job: object) => {
      const vehicles = [{ ...van, time_window: [0, 1000] }]
      return (await answer({ vehicles, jobs: [{ id: 1, ...job }], matrices })).unassigned[0].reasons[0].text
    }

    expect(await reasonOf({ location_index: 4, service: 1460 })).toBe(
      'Getting there, serving and returning takes 21 min longer than the time window of the only vehicle.',
    )
    expect(await reasonOf({ location_index: 1, service: 100, time_windows: [[900, 950]] })).toBe(
      'Its time window leaves no time to serve it and return before the time window of the only vehicle ends: 100 s too late at best.',
    )
  })

  it('starts and ends an open route at its first and last task', async () => {
    const result = await answer({
      vehicles: [{ id: 1, start_index: 0 }],
      jobs: [{ id: 1, location_index: 3 }],
      matrices,
    })

    expect(result.routes[0].steps).toMatchObject([
      { type: 'start', location_index: 0 },
      { type: 'job' },
      { type: 'end', location_index: 3, arrival: 300 },
    ])
  })

  it('begins with the plan that the steps describe', () => {
    const { options } = parse({
      vehicles: [
        {
          ...van,
          steps: [
            { type: 'start' },
            { type: 'pickup', id: 8 },
            { type: 'job', id: 5 },
            { type: 'delivery', id: 9 },
          ],
        },
        { ...van, id: 2 },
      ],
      jobs: [{ id: 5, location_index: 1 }],
      shipments: [{ pickup: { id: 8, location_index: 2 }, delivery: { id: 9, location_index: 3 } }],
      matrices,
    })

    expect(options).toEqual({ start: [{ shift: '1', jobs: ['shipment:0', 'job:5', 'shipment:0'] }] })
  })
})

describe('VROOM’s plan mode', () => {
  const jobs = [
    { id: 1, location_index: 1, time_windows: [[300, 400]], service: 50 },
    { id: 2, location_index: 2, time_windows: [[0, 420]], service: 50 },
  ]
  const steps = [
    { type: 'job', id: 1 },
    { type: 'job', id: 2 },
  ]

  it('chooses the times with the least seconds outside windows, then the shortest route', () => {
    const result = plan({ vehicles: [{ ...van, steps }], jobs, matrices })

    expect(result.summary.violations).toEqual([{ cause: 'lead_time', duration: 30 }])
    expect(result.routes[0].steps).toMatchObject([
      { type: 'start', arrival: 170 },
      { type: 'job', arrival: 270, waiting_time: 0, violations: [{ cause: 'lead_time', duration: 30 }] },
      { type: 'job', arrival: 420, waiting_time: 0, violations: [] },
      { type: 'end', arrival: 670 },
    ])
  })

  it('keeps the times it is told', () => {
    const told = [
      { type: 'job', id: 1, service_at: 320 },
      { type: 'job', id: 2, service_after: 600 },
    ]
    const result = plan({ vehicles: [{ ...van, steps: told }], jobs, matrices })

    expect(result.routes[0].steps).toMatchObject([
      { arrival: 220 },
      { arrival: 320, waiting_time: 0 },
      { arrival: 470, waiting_time: 130, violations: [{ cause: 'delay', duration: 180 }] },
      { arrival: 850 },
    ])
    const impossible = [{ type: 'job', id: 1, service_before: 50 }]
    expect(() => plan({ vehicles: [{ ...van, steps: impossible }], jobs, matrices })).toThrow(
      'vehicles[0].steps: cannot keep all of service_at',
    )
  })

  it('refuses steps between which there is no way, by their place', () => {
    const durations = line(100).map((row) => row.with(1, 300_000_000))
    const input = {
      vehicles: [{ ...van, steps: [{ type: 'job', id: 1 }] }],
      jobs,
      matrices: { car: { durations } },
    }

    expect(() => plan(input)).toThrow('vehicles[0].steps[0]: there is no way to its job')
  })

  it('drives on after a break that begins on the way', () => {
    const result = plan({
      vehicles: [
        {
          ...van,
          time_window: [0, 2000],
          breaks: [{ id: 3, service: 40, time_windows: [[30, 30]] }],
          steps: [
            { type: 'break', id: 3 },
            { type: 'job', id: 1 },
          ],
        },
      ],
      jobs: [{ id: 1, location_index: 1, time_windows: [[140, 140]] }],
      matrices,
    })

    expect(result.summary.violations).toEqual([])
    expect(result.routes[0].steps).toMatchObject([
      { type: 'start', arrival: 0 },
      { type: 'break', id: 3, arrival: 30, service: 40, duration: 30, distance: 300 },
      { type: 'job', arrival: 140, duration: 100, distance: 1000 },
      { type: 'end', arrival: 240 },
    ])
    expect(result.routes[0].steps[2]).not.toHaveProperty('load')
  })

  it('reports every rule that a route breaks', () => {
    const result = plan({
      vehicles: [
        {
          ...van,
          capacity: [2],
          max_tasks: 2,
          max_travel_time: 600,
          max_distance: 7000,
          time_window: [0, 500],
          breaks: [{ id: 1, max_load: [1] }, { id: 2 }],
          steps: [
            { type: 'job', id: 1 },
            { type: 'break', id: 1 },
            { type: 'delivery', id: 6 },
            { type: 'pickup', id: 5 },
            { type: 'end' },
          ],
        },
      ],
      jobs: [
        { id: 1, location_index: 1, pickup: [3], skills: [4] },
        { id: 2, location_index: 1 },
      ],
      shipments: [
        { amount: [3], pickup: { id: 5, location_index: 4 }, delivery: { id: 6, location_index: 2 } },
      ],
      matrices,
    })

    const causes = (violations: { cause: string }[]) => violations.map(({ cause }) => cause)
    expect(causes(result.summary.violations)).toEqual([
      'delay',
      'load',
      'max_tasks',
      'skills',
      'precedence',
      'missing_break',
      'max_travel_time',
      'max_load',
      'max_distance',
    ])
    expect(result.routes[0].steps.map((step: any) => causes(step.violations))).toEqual([
      [],
      ['load', 'skills'],
      ['load', 'max_load'],
      ['precedence'],
      ['load', 'max_tasks', 'precedence'],
      ['delay', 'load', 'max_travel_time', 'max_distance'],
    ])
    expect(result.unassigned).toMatchObject([{ id: 2, type: 'job' }])
  })

  it('does the setup of a place once, and of none where the vehicle starts', () => {
    const result = plan({
      vehicles: [{ ...van, type: 'bike', steps: [0, 1, 2].map((id) => ({ type: 'job', id })) }],
      jobs: [0, 1, 1].map((location_index, id) => ({
        id,
        location_index,
        setup: 9,
        setup_per_type: { bike: 5 },
        service: 2,
      })),
      matrices,
    })

    expect(result.routes[0].steps.map((step: any) => step.setup)).toEqual([0, 0, 5, 0, 0])
    expect(result.summary).toMatchObject({ setup: 5, service: 6 })
  })
})
