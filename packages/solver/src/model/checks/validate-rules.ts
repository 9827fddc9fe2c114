import type { Job, Matrix, Problem, Shift, Shipment, SoftWindow, VisitRules } from '../problem.ts'
import { longestLeg } from '../travel/lines.ts'
import { ProblemError } from '../problem-error.ts'
import { validateRelations } from './validate-relations.ts'
import {
  checkAmount,
  checkCount,
  checkDuration,
  checkFigures,
  checkLoad,
  checkLocation,
  checkTime,
  checkUnique,
  checkWindow,
  idsOf,
  LARGEST_POSITION,
  LARGEST_TRAVEL,
  MOST_WORK_RULES,
} from './check-figures.ts'

/** Goods are bits of one number. */
const MOST_GOODS = 31

/**
 * Refuses rules beyond windows, loads and skills that cannot be right: unknown names, figures out of range, and
 * relations that contradict each other.
 * @throws ProblemError naming the first such field.
 */
export function validateRules(problem: Problem): void {
  checkSlices(problem)
  checkSpeeds(problem)
  checkDepots(problem)
  checkGoods(problem)
  problem.jobs.forEach((job, index) => {
    const field = `jobs[${index}]`
    checkTask(problem, field, job)
    checkVisitRules(field, job)
    if (job.takes !== undefined) {
      checkLoad(problem, `${field}.takes`, job.takes)
      if (job.kind !== 'delivery')
        throw new ProblemError(`${field}.takes`, `is for deliveries, not a ${job.kind}`)
    }
    if (job.releaseS !== undefined) {
      checkTime(`${field}.releaseS`, job.releaseS)
      if (job.kind !== 'delivery') {
        throw new ProblemError(`${field}.releaseS`, `is for deliveries, not a ${job.kind}`)
      }
    }
  })
  problem.shipments?.forEach((shipment, index) => {
    const field = `shipments[${index}]`
    checkTask(problem, field, shipment)
    checkVisitRules(`${field}.pickup`, shipment.pickup)
    checkVisitRules(`${field}.delivery`, shipment.delivery)
    if (shipment.maxRideS !== undefined) checkDuration(`${field}.maxRideS`, shipment.maxRideS)
  })
  const prefixOf = new Map<string, string>()
  problem.shifts.forEach((shift, index) => checkShiftRules(problem, `shifts[${index}]`, shift, prefixOf))
  validateRelations(problem)
}

function checkSlices({ matrices, locationCount }: Problem): void {
  for (const [profile, matrix] of Object.entries(matrices)) {
    let before = -Infinity
    matrix.slices?.forEach(({ fromS, durationS, distanceM }, index) => {
      const field = `matrices.${profile}.slices[${index}]`
      checkTime(`${field}.fromS`, fromS)
      if (fromS <= before) throw new ProblemError(`${field}.fromS`, 'slices must ascend by fromS')
      before = fromS
      checkFigures(`${field}.durationS`, durationS, locationCount)
      checkGaps(`${field}.durationS`, durationS, matrix)
      if (distanceM === undefined) return
      checkFigures(`${field}.distanceM`, distanceM, locationCount)
      checkGaps(`${field}.distanceM`, distanceM, matrix)
    })
  }
}

/** Where there is a way at one time of the day, there is at all. */
function checkGaps(
  field: string,
  figures: Int32Array | readonly number[],
  { durationS, distanceM }: Matrix,
): void {
  for (let i = 0; i < figures.length; i++) {
    const hasWay = (durationS[i] ?? -1) >= 0 && (distanceM[i] ?? -1) >= 0
    if ((figures[i] ?? -1) >= 0 === hasWay) continue
    const says = hasWay ? 'is -1 (no way), but the matrix has a way' : 'has a way, but the matrix has none'
    throw new ProblemError(`${field}[${i}]`, says)
  }
}

/** No way takes the slowest vehicle of its profile longer than can be counted. */
function checkSpeeds({ matrices, straightLines = {}, shifts }: Problem): void {
  const slowest = new Map<string, { readonly field: string; readonly speed: number }>()
  shifts.forEach(({ profile, speedFactor: speed = 1 }, index) => {
    if (speed < (slowest.get(profile)?.speed ?? 1)) slowest.set(profile, { field: `shifts[${index}]`, speed })
  })
  for (const [profile, { field, speed }] of slowest) {
    const { durationS, slices = [] } = matrices[profile] ?? { durationS: [] }
    const lines = straightLines[profile]
    for (const figures of [
      lines === undefined ? durationS : [longestLeg(lines).seconds],
      ...slices.map((slice) => slice.durationS),
    ]) {
      let longest = 0
      for (const figure of figures) longest = Math.max(longest, figure)
      if (longest / speed <= LARGEST_TRAVEL) continue
      throw new ProblemError(
        `${field}.speedFactor`,
        `makes ${longest} seconds longer than can be: ${speed} (longest ${LARGEST_TRAVEL})`,
      )
    }
  }
}

function checkDepots(problem: Problem): void {
  const depots = problem.depots ?? []
  checkUnique(idsOf('depots', depots))
  depots.forEach(({ location, loadingS, windows }, index) => {
    const field = `depots[${index}]`
    checkLocation(problem, `${field}.location`, location)
    checkDuration(`${field}.loadingS`, loadingS)
    windows.forEach((window, w) => checkWindow(`${field}.windows[${w}]`, window))
  })
}

function checkGoods({ incompatibleGoods = [] }: Problem): void {
  const kinds = new Set(incompatibleGoods.flat())
  if (kinds.size > MOST_GOODS) {
    throw new ProblemError('incompatibleGoods', `names ${kinds.size} kinds of goods, at most ${MOST_GOODS}`)
  }
}

function checkTask(problem: Problem, field: string, task: Job | Shipment): void {
  if (task.prize !== undefined) checkAmount(`${field}.prize`, task.prize)
  if (task.id.startsWith('@') && (problem.depots ?? []).length > 0) {
    throw new ProblemError(`${field}.id`, `"${task.id}" begins with @, which stands for a reload`)
  }
  const needed = task.forbiddenSkills?.findIndex((skill) => task.skills.includes(skill)) ?? -1
  if (needed >= 0) {
    const skill = task.forbiddenSkills?.[needed]
    throw new ProblemError(`${field}.forbiddenSkills[${needed}]`, `"${skill}" is among its skills as well`)
  }
  const { goods = [], pin } = task
  const meeting = problem.incompatibleGoods?.find(
    ([a, b]) => a !== b && goods.includes(a) && goods.includes(b),
  )
  if (meeting !== undefined) {
    throw new ProblemError(`${field}.goods`, `"${meeting.join('" and "')}" never share a trip`)
  }
  if (pin === undefined) return
  if (!problem.shifts.some(({ id }) => id === pin.shift)) {
    throw new ProblemError(`${field}.pin.shift`, `there is no shift "${pin.shift}"`)
  }
  if (pin.startS !== undefined) checkTime(`${field}.pin.startS`, pin.startS)
  const { position = 0 } = pin
  if (!Number.isInteger(position) || position < -1 || position > LARGEST_POSITION) {
    throw new ProblemError(
      `${field}.pin.position`,
      `must be a whole number from -1 to ${LARGEST_POSITION}, is ${position}`,
    )
  }
}

function checkVisitRules(field: string, visit: VisitRules): void {
  if (visit.setupS !== undefined) checkDuration(`${field}.setupS`, visit.setupS)
  for (const name of ['serviceByVehicleS', 'setupByVehicleS'] as const) {
    for (const [type, seconds] of Object.entries(visit[name] ?? {})) {
      checkDuration(`${field}.${name}.${type}`, seconds)
    }
  }
  visit.softWindows?.forEach((window, index) => checkSoftWindow(`${field}.softWindows[${index}]`, window))
}

function checkSoftWindow(field: string, { fromS, toS, earlyPerMinute, latePerMinute }: SoftWindow): void {
  if (fromS !== undefined) checkTime(`${field}.fromS`, fromS)
  if (toS !== undefined) checkTime(`${field}.toS`, toS)
  if (fromS !== undefined && toS !== undefined) checkWindow(field, [fromS, toS])
  if (earlyPerMinute !== undefined) checkAmount(`${field}.earlyPerMinute`, earlyPerMinute)
  if (latePerMinute !== undefined) checkAmount(`${field}.latePerMinute`, latePerMinute)
}

function checkShiftRules(problem: Problem, field: string, shift: Shift, prefixOf: Map<string, string>): void {
  const { costs } = shift
  for (const name of [
    'perOvertimeHour',
    'perWaitingHour',
    'perTaskHour',
    'perDrivingHour',
    'outsideZone',
  ] as const) {
    const price = costs[name]
    if (price !== undefined) checkAmount(`${field}.costs.${name}`, price)
  }
  for (const name of ['maxDrivingS', 'maxWorkS', 'overtimeAfterS'] as const) {
    const limit = shift[name]
    if (limit !== undefined) checkAmount(`${field}.${name}`, limit)
  }
  if (shift.latestStartS !== undefined) {
    checkTime(`${field}.latestStartS`, shift.latestStartS)
    if (shift.latestStartS < shift.window[0]) {
      throw new ProblemError(`${field}.latestStartS`, `${shift.latestStartS} is before the window opens`)
    }
  }
  if (shift.onBoard !== undefined) checkLoad(problem, `${field}.onBoard`, shift.onBoard)
  if (shift.maxTrips !== undefined) {
    checkCount(`${field}.maxTrips`, shift.maxTrips)
    if (shift.maxTrips < 1) throw new ProblemError(`${field}.maxTrips`, 'must be 1 or more')
  }
  shift.reloads?.forEach((id, index) => {
    if (!(problem.depots ?? []).some((depot) => depot.id === id)) {
      throw new ProblemError(`${field}.reloads[${index}]`, `there is no depot "${id}"`)
    }
  })
  shift.breaks.forEach((pause, index) => {
    pause.windows?.forEach((window, w) => {
      const at = `${field}.breaks[${index}].windows[${w}]`
      checkWindow(at, window)
      if (window[0] < pause.fromS || window[1] > pause.toS) {
        throw new ProblemError(at, `lies outside fromS and toS: ${pause.fromS} to ${pause.toS}`)
      }
    })
    if (pause.maxLoad !== undefined) checkLoad(problem, `${field}.breaks[${index}].maxLoad`, pause.maxLoad)
  })
  checkWorkRules(field, shift)
  checkNamed(problem, field, shift, prefixOf)
}

function checkWorkRules(field: string, { workRules = [] }: Shift): void {
  if (workRules.length > MOST_WORK_RULES) {
    throw new ProblemError(`${field}.workRules`, `at most ${MOST_WORK_RULES}, has ${workRules.length}`)
  }
  workRules.forEach(({ afterS, restS, splitS, sinceS = 0, isHalfRested = false }, index) => {
    const at = `${field}.workRules[${index}]`
    checkDuration(`${at}.afterS`, afterS)
    checkDuration(`${at}.restS`, restS)
    checkDuration(`${at}.sinceS`, sinceS)
    if (isHalfRested && splitS === undefined) {
      throw new ProblemError(`${at}.isHalfRested`, 'is for a rest that may be split: with splitS')
    }
    splitS?.forEach((part, k) => checkDuration(`${at}.splitS[${k}]`, part))
    const lengths = { afterS, restS, 'splitS[0]': splitS?.[0], 'splitS[1]': splitS?.[1] }
    for (const [name, length] of Object.entries(lengths)) {
      if (length === 0) throw new ProblemError(`${at}.${name}`, 'must be more than 0')
    }
    splitS?.forEach((part, k) => {
      if (part <= restS) return
      throw new ProblemError(`${at}.splitS[${k}]`, `is longer than the whole rest: ${part} > ${restS}`)
    })
  })
}

/** Tasks that a shift names. */
function checkNamed(problem: Problem, field: string, shift: Shift, prefixOf: Map<string, string>): void {
  if (shift.taskCosts === undefined && shift.prefix === undefined) return
  const jobs = new Set(problem.jobs.map(({ id }) => id))
  const shipments = new Set((problem.shipments ?? []).map(({ id }) => id))
  for (const [id, price] of Object.entries(shift.taskCosts ?? {})) {
    if (!jobs.has(id) && !shipments.has(id)) {
      throw new ProblemError(`${field}.taskCosts`, `no job or shipment has the id "${id}"`)
    }
    checkAmount(`${field}.taskCosts.${id}`, price)
  }
  const times = new Map<string, number>()
  shift.prefix?.forEach((id, index) => {
    const at = `${field}.prefix[${index}]`
    if (!jobs.has(id) && !shipments.has(id))
      throw new ProblemError(at, `no job or shipment has the id "${id}"`)
    times.set(id, (times.get(id) ?? 0) + 1)
    if ((times.get(id) ?? 0) > (jobs.has(id) ? 1 : 2)) throw new ProblemError(at, `"${id}" stands too often`)
    const other = prefixOf.get(id)
    if (other !== undefined && other !== shift.id) {
      throw new ProblemError(at, `"${id}" is in the prefix of "${other}" as well`)
    }
    prefixOf.set(id, shift.id)
  })
  checkGroups(problem, `${field}.prefix`, shift.prefix ?? [])
}

/** What is promised is served, so it cannot be two alternatives. */
function checkGroups({ jobs, shipments = [] }: Problem, field: string, prefix: readonly string[]): void {
  const groupOf = new Map([...jobs, ...shipments].map(({ id, group }) => [id, group]))
  const served = new Map<string, string>()
  prefix.forEach((id, index) => {
    const group = groupOf.get(id)
    if (group === undefined) return
    const other = served.get(group) ?? id
    if (other !== id) {
      throw new ProblemError(
        `${field}[${index}]`,
        `"${id}" is of the group "${group}" as "${other}" is, and of a group only one is served`,
      )
    }
    served.set(group, id)
  })
}
