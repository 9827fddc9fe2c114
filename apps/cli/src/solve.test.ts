import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { solveCommand } from './solve.ts'

const tiny = `NAME : tiny
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 0 5
DEMAND_SECTION
1 0
2 5
3 5
4 5
DEPOT_SECTION
1
-1
EOF
`

const day = JSON.stringify(
  {
    dimensions: ['kg'],
    locationCount: 2,
    matrices: { car: { durationS: [0, 60, 60, 0], distanceM: [0, 500, 500, 0] } },
    jobs: [
      { id: 'bread', location: 1, load: [1] },
      { id: 'piano', location: 1, load: [9] },
    ],
    shifts: [{ id: 'van', profile: 'car', start: 0, end: 0, window: [0, 900], capacity: [2] }],
  },
  undefined,
  1,
)
const pianoWarning =
  'warning: day.json: line 33: jobs[1].load: Its load of 9 kg is more than the only shift can carry (largest capacity 2).\n'
const vroom = {
  vehicles: [{ id: 7, start: [2.35, 48.71], steps: [{ type: 'job', id: 1 }], colour: 'red' }],
  jobs: [{ id: 1, location: [2.36, 48.72], time_windows: [[0, 900]] }],
}

let cwd = ''
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'cartage-solve-'))
  await writeFile(path.join(cwd, 'tiny.vrp'), tiny)
  await writeFile(path.join(cwd, 'broken.vrp'), tiny.replace('3 5', '3 five'))
  const reloading = 'VEHICLES : 1\nCAPACITY : 10\nVEHICLES_RELOAD_DEPOT_SECTION\n1 1'
  await writeFile(path.join(cwd, 'trips.vrp'), tiny.replace('CAPACITY : 10', reloading))
  await writeFile(path.join(cwd, 'day.json'), day)
  await writeFile(
    path.join(cwd, 'bread.json'),
    JSON.stringify({ routes: [{ vehicle: 'van', visits: ['bread'] }] }),
  )
  await writeFile(path.join(cwd, 'vroom.json'), JSON.stringify(vroom))
  await writeFile(
    path.join(cwd, 'far.json'),
    JSON.stringify({ routes: [{ vehicle: '1', visits: ['2', '9'] }] }),
  )
  await writeFile(path.join(cwd, 'terms.json'), '[{ "measure": "vehicles", "weight": 1 }]')
  await writeFile(path.join(cwd, 'wrong.json'), '[{ "measure": "smiles", "weight": 1 }]')
  const routes = [
    { vehicle: '2', visits: ['1', '2'] },
    { vehicle: '1', visits: ['3'] },
  ]
  await writeFile(path.join(cwd, 'answer.json'), JSON.stringify({ routes }))
})
afterAll(async () => {
  await rm(cwd, { recursive: true })
})

async function run(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await solveCommand(argv, { stdout: (s) => out.push(s), stderr: (s) => err.push(s), cwd })
  return { code, out: out.join(''), err: err.join('') }
}

describe('cartage solve', () => {
  it('prints the plan with the customers numbered as the format numbers them', async () => {
    const { code, out, err } = await run('tiny.vrp', '--iterations', '100', '--seed', '4')

    const answer = JSON.parse(out)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(answer).toMatchObject({
      instance: 'tiny',
      feasible: true,
      cost: 30,
      distance: 30,
      vehicles: 2,
      unassigned: [],
      iterations: 100,
      seed: 4,
    })
    expect(answer.routes.map(({ visits }: { visits: string[] }) => visits.toSorted()).toSorted()).toEqual([
      ['1', '2'],
      ['3'],
    ])
    expect(answer.trace[0]).toHaveLength(2)
  })

  it('writes to --out and prints nothing', async () => {
    const { code, out } = await run('tiny.vrp', '--iterations', '10', '--out', 'plan.json')

    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(JSON.parse(await readFile(path.join(cwd, 'plan.json'), 'utf8'))).toMatchObject({
      instance: 'tiny',
    })
  })

  it('is the same bit for bit for the same seed and iterations, times aside', async () => {
    const plans = await Promise.all([1, 2].map(() => run('tiny.vrp', '--iterations', '50')))

    const [first, second] = plans.map(({ out }) => ({ ...JSON.parse(out), seconds: 0, trace: 0 }))
    expect(second).toEqual(first)
  })

  it('solves on several threads', async () => {
    const { code, out } = await run('tiny.vrp', '--iterations', '50', '--threads', '2')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ cost: 30, iterations: 100 })
  })

  it('evaluates an earlier answer instead of searching', async () => {
    const { code, out } = await run('tiny.vrp', '--plan', '--start', 'answer.json')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      feasible: true,
      cost: 30,
      routes: [
        { vehicle: '2', visits: ['1', '2'] },
        { vehicle: '1', visits: ['3'] },
      ],
      iterations: 0,
      trace: [],
    })
  })

  it('says of a plan that it evaluates why tasks are left out', async () => {
    const { out } = await run('day.json', '--plan', '--start', 'bread.json')

    expect(JSON.parse(out)).toMatchObject({
      feasible: true,
      unassigned: ['piano'],
      reasons: [
        { job: 'piano', reasons: [{ code: 'OVER_CAPACITY', data: { load: 9, largestCapacity: 2 } }] },
      ],
    })
  })

  it('goes on from an earlier answer', async () => {
    const { code, out } = await run('tiny.vrp', '--iterations', '0', '--start', 'answer.json')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ cost: 30, unassigned: [] })
  })

  it('counts a file of VRPLIB in the rounding it is told', async () => {
    const { out } = await run('tiny.vrp', '--format', 'vrplib', '--rounding', 'exact', '--iterations', '10')

    expect(JSON.parse(out)).toMatchObject({ cost: 30_000 })
  })

  it('names the depot where a vehicle reloads, and goes on from such an answer', async () => {
    const { out } = await run('trips.vrp', '--iterations', '100', '--out', 'trips.json')
    const first = JSON.parse(await readFile(path.join(cwd, 'trips.json'), 'utf8'))
    const again = await run('trips.vrp', '--plan', '--start', 'trips.json')

    expect(out).toBe('')
    expect(first).toMatchObject({ feasible: true, cost: 30, vehicles: 1 })
    expect(first.routes[0].visits.toSorted()).toEqual(['0', '1', '2', '3'])
    expect(JSON.parse(again.out)).toMatchObject({ feasible: true, cost: 30, routes: first.routes })
  })

  it('tells times and reasons of a problem of its own, after what it tells of every problem', async () => {
    const { out } = await run('day.json', '--iterations', '10')

    const answer = JSON.parse(out)
    expect(Object.keys(answer).join(' ')).toBe(
      'instance feasible cost distance duration vehicles unassigned routes seconds iterations seed trace reasons schedule',
    )
    expect(answer).toMatchObject({
      feasible: true,
      unassigned: ['piano'],
      routes: [{ vehicle: 'van', visits: ['bread'] }],
      reasons: [{ job: 'piano', reasons: [{ data: {} }] }],
      schedule: [{ shift: 'van', startS: 0, endS: 120, stops: [{ job: 'bread', arrivalS: 60 }] }],
    })
  })

  it('tells money as the cost of an objective with levels, and the levels', async () => {
    const terms = [
      { measure: 'vehicles', weight: 1 },
      { measure: 'duration', weight: 1, level: 1 },
    ]
    const { out } = await run('day.json', '--iterations', '10', '--objective', JSON.stringify(terms))

    const answer = JSON.parse(out)
    expect(answer).toMatchObject({ cost: 1, levels: [1, 120], schedule: [{ cost: 1, levels: [1, 120] }] })
    expect(answer.trace.at(-1)[1]).toBe(1)
  })

  it('takes terms of an objective, written out or in a file', async () => {
    const terms = '[{"measure":"cost","weight":2}]'
    const runs = await Promise.all(
      ['terms.json', terms].map((objective) =>
        run('day.json', '--iterations', '10', '--objective', objective),
      ),
    )

    expect(runs.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: pianoWarning },
      { code: 0, err: pianoWarning },
    ])
  })

  it('prints the schema of its own format', async () => {
    const { code, out } = await run('--schema')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      title: 'Cartage problem',
      required: expect.arrayContaining(['jobs']),
    })
  })

  it('names what no plan can serve before the search, in the words of the file, and plans the rest', async () => {
    const heavy = { ...vroom, jobs: [...vroom.jobs, { id: 2, location: [2.36, 48.72], pickup: [5] }] }
    const matrices = {
      car: {
        durations: [
          [0, 60],
          [60, 0],
        ],
      },
    }
    const jobs = heavy.jobs.map((job, index) => ({ ...job, location_index: index === 0 ? 1 : 0 }))
    const vehicles = [{ id: 7, start_index: 0, capacity: [2] }]
    await writeFile(path.join(cwd, 'heavy.json'), JSON.stringify({ vehicles, jobs, matrices }, undefined, 1))
    await writeFile(path.join(cwd, 'heavy.vrp'), tiny.replace('3 5', '3 50'))

    const own = await run('day.json', '--iterations', '10')
    const foreign = await run('heavy.json', '--iterations', '10')
    const numbered = await run('heavy.vrp', '--iterations', '10')

    expect([own.code, foreign.code, numbered.code]).toEqual([0, 0, 0])
    expect(own.err).toBe(pianoWarning)
    expect(JSON.parse(own.out)).toMatchObject({ unassigned: ['piano'], routes: [{ visits: ['bread'] }] })
    expect(foreign.err).toMatch(/^warning: heavy\.json: line \d+: jobs\[1\]\.pickup: Its load of 5 /)
    const line = Number(/line (\d+)/.exec(foreign.err)?.[1])
    const text = await readFile(path.join(cwd, 'heavy.json'), 'utf8')
    expect(text.split('\n')[line - 1]).toContain('"pickup"')
    expect(numbered.err).toBe(
      'warning: heavy.vrp: customer 2: Its load of 50 load is more than any of the 3 shifts can carry (largest capacity 10).\n',
    )
  })

  it('refuses a plan to start from that serves something twice in one line, with nothing told before', async () => {
    const twice = { routes: [{ vehicle: 'van', visits: ['bread', 'bread'] }] }
    await writeFile(path.join(cwd, 'twice.json'), JSON.stringify(twice))

    expect(await run('day.json', '--start', 'twice.json')).toEqual({
      code: 2,
      out: '',
      err: 'cartage solve: day.json: start[0].jobs[1]: "bread" stands too often\n',
    })
  })

  it('names at most twenty of them, and counts the others', async () => {
    const problem = JSON.parse(day)
    const jobs = Array.from({ length: 30 }, (_, index) => ({ id: `piano ${index}`, location: 1, load: [9] }))
    await writeFile(path.join(cwd, 'pianos.json'), JSON.stringify({ ...problem, jobs }))

    const { code, err } = await run('pianos.json', '--iterations', '10')

    const lines = err.trimEnd().split('\n')
    expect(code).toBe(0)
    expect(lines).toHaveLength(21)
    expect(lines[19]).toContain('warning: pianos.json: line 1: jobs[19].load: Its load of 9 kg')
    expect(lines[20]).toBe('warning: pianos.json: 10 more cannot be served')
  })

  it('answers VROOM in its shape, and warns of what has no effect', async () => {
    const { code, out, err } = await run('vroom.json', '--plan')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      code: 0,
      summary: { routes: 1, violations: [] },
      routes: [{ vehicle: 7, steps: [{ type: 'start' }, { type: 'job', id: 1 }, { type: 'end' }] }],
    })
    expect(err.trimEnd().split('\n')).toEqual([
      'cartage solve: vroom.json: line 1, vehicles[0].colour: VROOM has no such field, it is ignored',
      expect.stringContaining('travel of "car" is estimated from great circles'),
    ])
  })

  it.each([
    [['broken.vrp'], 'cartage solve: broken.vrp:14: DEMAND_SECTION: must be a number, is "five"\n'],
    [['none.vrp'], 'cartage solve: none.vrp: file: does not exist\n'],
    [
      ['tiny.vrp', '--format', 'vroom'],
      'cartage solve: tiny.vrp:1: JSON: cannot go on with "NAME : tiny\\n"\n',
    ],
    [['tiny.vrp', '--seed', '-3'], "cartage solve: Option '--seed' argument is ambiguous\n"],
    [
      ['tiny.vrp', '--time-limit', 'soon'],
      'cartage solve: --time-limit: must be a number of seconds above 0, is "soon"\n',
    ],
    [['tiny.vrp', '--format', 'tsp'], 'cartage solve: --format: must be one of auto, cartage'],
    [[], 'cartage solve: FILE is missing; try --help\n'],
    [['tiny.vrp', '--plan'], 'cartage solve: --plan: there is no plan; name one by --start\n'],
    [
      ['tiny.vrp', '--start', 'far.json'],
      'cartage solve: far.json:1: routes[0].visits[1]: the problem has nothing to visit named "9"\n',
    ],
    [['tiny.vrp', '--start', 'none.json'], 'cartage solve: none.json: file: does not exist\n'],
    [
      ['tiny.vrp', '--objective', 'time'],
      'cartage solve: --objective: must be one of distance, vehicles, cost, a JSON array of terms or a .json file',
    ],
    [['tiny.vrp', '--objective', 'wrong.json'], 'cartage solve: --objective: wrong.json: 0.measure: '],
    [['tiny.vrp', '--objective', 'none.json'], 'cartage solve: --objective: none.json: does not exist\n'],
    [['tiny.vrp', '--objective', '[{]'], 'cartage solve: --objective: is not JSON: '],
    [['tiny.vrp', '--rounding', 'up'], 'cartage solve: --rounding: must be one of round, dimacs, exact'],
    [['vroom.json', '--region', 'nowhere'], 'cartage solve: --region: '],
  ])('%s: exit 2 with one line that names the place', async (argv, message) => {
    const { code, out, err } = await run(...argv)

    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.startsWith(message)).toBe(true)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})
