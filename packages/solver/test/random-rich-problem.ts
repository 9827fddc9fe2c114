import type { Depot, Job, Problem, Relation, Shift, Shipment, VisitRules } from '../src/model/problem.ts'
import { numbers } from './random-numbers.ts'

/** Which rules a random rich problem has. */
export type RichRule =
  | 'windows'
  | 'wishes'
  | 'setup'
  | 'capacity'
  | 'pickups'
  | 'takes'
  | 'shipments'
  | 'rides'
  | 'prizes'
  | 'groups'
  | 'goods'
  | 'zones'
  | 'priorities'
  | 'positions'
  | 'startPins'
  | 'prefix'
  | 'reloads'
  | 'releases'
  | 'onBoard'
  | 'breaks'
  | 'workRules'
  | 'limits'
  | 'overtime'
  | 'timePrice'
  | 'slices'
  | 'sameVehicle'
  | 'differentVehicles'
  | 'sequence'
  | 'directSequence'
  | 'before'
  | 'synchronised'

/** Five visits and two shifts on a day of two and a half hours; the same for the same seed. */
export function randomRichProblem(seed: number, rules: readonly RichRule[]): Problem {
  const draw = numbers(seed)
  const below = (bound: number) => Math.floor(draw() * bound)
  const has = (rule: RichRule) => rules.includes(rule)
  const chance = (rule: RichRule, share: number) => has(rule) && draw() < share
  const minutes = (bound: number) => 60 * below(bound)
  const points = Array.from({ length: 7 }, () => [below(15), below(15)] as const)
  const kilometres = points.flatMap(([ax, ay]) =>
    points.map(([bx, by]) => Math.abs(ax - bx) + Math.abs(ay - by)),
  )
  const visit = (location: number): VisitRules => {
    const fromS = minutes(60)
    return {
      location,
      serviceS: minutes(4),
      windows: chance('windows', 0.6) ? [[fromS, fromS + 600 + minutes(40)]] : [],
      ...(chance('wishes', 0.6) ? { softWindows: [{ toS: minutes(60), latePerMinute: 1 + below(3) }] } : {}),
      ...(has('setup') ? { setupS: minutes(4) } : {}),
    }
  }
  const task = (id: string) => ({
    id,
    load: [1 + below(4)],
    skills: [],
    priority: has('priorities') ? 10 * below(2) : 0,
    ...(chance('prizes', 0.6) ? { prize: 5 + below(25) } : {}),
    ...(chance('groups', 0.5) ? { group: `g${below(2)}` } : {}),
    ...(has('goods') ? { goods: [['x', 'y', 'z'][below(3)]!] } : {}),
    ...(has('zones') ? { zone: ['a', 'b'][below(2)]! } : {}),
  })
  const jobCount = has('shipments') ? 3 : 5
  const jobs = Array.from({ length: jobCount }, (_, i): Job => ({
    ...task(`j${i}`),
    ...visit(i + 2),
    kind: has('pickups') ? (['delivery', 'pickup', 'service'] as const)[below(3)]! : 'delivery',
    ...(chance('releases', 0.4) ? { releaseS: minutes(40) } : {}),
    ...(chance('takes', 0.5) ? { takes: [1 + below(3)] } : {}),
    ...(i === 0 && has('positions') ? { pin: { shift: 'v0', position: [-1, 0, 1, 2][below(4)]! } } : {}),
    ...(i === 1 && has('startPins') ? { pin: { shift: 'v1', startS: 1200 + minutes(30) } } : {}),
  }))
  const shipments = Array.from({ length: has('shipments') ? 1 : 0 }, (): Shipment => ({
    ...task('s'),
    pickup: visit(5),
    delivery: visit(6),
    ...(has('rides') ? { maxRideS: 600 + minutes(20) } : {}),
  }))
  const ids = [...jobs, ...shipments].map(({ id }) => id)
  const some = (count: number, from = ids) => from.toSorted(() => draw() - 0.5).slice(0, count)
  const prefix = some(1 + below(2)).flatMap((id) => (id === 's' ? [id, id] : [id]))
  const pause = () => ({ fromS: 900 + minutes(20), toS: 3000 + minutes(20), durationS: 300 })
  const shift = (index: number): Shift => ({
    id: `v${index}`,
    profile: 'van',
    start: 0,
    end: 0,
    window: [0, 9000],
    capacity: [has('capacity') || has('reloads') ? 5 : 50],
    skills: [],
    breaks: has('breaks') ? [pause()] : [],
    costs: {
      fixed: 3 * below(3),
      perHour: has('timePrice') ? 60 : 0,
      perKm: 1,
      ...(has('overtime') ? { perOvertimeHour: 60 } : {}),
      ...(has('zones') && index === 0 ? { outsideZone: 4 } : {}),
    },
    ...(has('overtime') ? { overtimeAfterS: 2400 } : {}),
    ...(has('zones') ? (index === 0 ? { preferredZones: ['a'] } : { taskCosts: { j0: 3, j2: 5 } }) : {}),
    ...(has('workRules')
      ? { workRules: [{ measure: 'driving', afterS: 900 + minutes(20), restS: 300, splitS: [100, 200] }] }
      : {}),
    ...(has('limits')
      ? { maxDrivingS: 2400 + minutes(30), maxWorkS: 3000 + minutes(30), latestStartS: 1200 }
      : {}),
    ...(has('reloads')
      ? { reloads: below(2) === 0 ? ['near', 'far'] : ['near'], maxTrips: 2 + below(2) }
      : {}),
    ...(has('onBoard') ? { onBoard: [2] } : {}),
    ...(has('prefix') && index === 1 ? { prefix } : {}),
  })
  const jobIds = jobs.map(({ id }) => id)
  const relations: Relation[] = [
    ...(has('sameVehicle') ? [{ kind: 'sameVehicle' as const, tasks: some(2) }] : []),
    ...(has('differentVehicles') ? [{ kind: 'differentVehicles' as const, tasks: some(2) }] : []),
    ...(has('sequence') ? [{ kind: 'sequence' as const, tasks: some(2 + below(2)) }] : []),
    ...(has('directSequence') ? [{ kind: 'directSequence' as const, tasks: some(2 + below(2)) }] : []),
    ...(has('synchronised') ? [{ kind: 'synchronised' as const, tasks: some(2, jobIds) }] : []),
    ...(has('before') ? [aBefore(some(2), minutes, below(2) === 0)] : []),
  ]
  const depots: Depot[] = [
    { id: 'near', location: 0, loadingS: 120, windows: [] },
    { id: 'far', location: 1, loadingS: 60, windows: [] },
  ]
  const slowed = (secondsPerKilometre: number) => kilometres.map((length) => length * secondsPerKilometre)
  return {
    name: `random ${seed}`,
    dimensions: ['box'],
    locationCount: 7,
    matrices: {
      van: {
        distanceM: slowed(1000),
        durationS: slowed(60),
        ...(has('slices')
          ? {
              slices: [
                { fromS: 1200, durationS: slowed(90) },
                { fromS: 2400, durationS: slowed(50) },
              ],
            }
          : {}),
      },
    },
    jobs,
    shipments,
    shifts: [shift(0), shift(1)],
    depots,
    relations,
    incompatibleGoods: [['x', 'y']],
  }
}

function aBefore(
  [first = '', second = '']: readonly string[],
  minutes: (bound: number) => number,
  isBounded: boolean,
): Relation {
  const minGapS = minutes(20)
  return { kind: 'before', first, second, minGapS, ...(isBounded ? { maxGapS: 1200 + minutes(20) } : {}) }
}
