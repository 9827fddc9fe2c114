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

let cwd = ''
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'cartage-solve-'))
  await writeFile(path.join(cwd, 'tiny.vrp'), tiny)
  await writeFile(path.join(cwd, 'broken.vrp'), tiny.replace('3 5', '3 five'))
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

  it.each([
    [['broken.vrp'], 'cartage solve: broken.vrp:14: DEMAND_SECTION demand: must be a number, is "five"\n'],
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
  ])('%s: exit 2 with one line that names the place', async (argv, message) => {
    const { code, out, err } = await run(...argv)

    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.startsWith(message)).toBe(true)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})
