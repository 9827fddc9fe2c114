import type { Job, Problem, Relation, Shift, Shipment } from '../problem.ts'
import { ProblemError } from '../problem-error.ts'

/**
 * Refuses what nobody writes on purpose: pins, breaks and relations that cannot all be kept. `validateProblem` lets
 * them be, for a day under way can come to them (`replan`), and is told of by the reasons of what is left out.
 * @throws ProblemError naming the first such field.
 */
export function refuseContradictions(problem: Problem): void {
  const { jobs, shipments = [], shifts, relations = [] } = problem
  jobs.forEach((job, index) => checkStart(`jobs[${index}]`, job, job.windows))
  shipments.forEach((shipment, index) => checkStart(`shipments[${index}]`, shipment, shipment.pickup.windows))
  const tasks = new Map([...jobs, ...shipments].map((task) => [task.id, task]))
  shifts.forEach((shift, index) => {
    checkPrefix(`shifts[${index}].prefix`, shift, tasks)
    checkBreaks(`shifts[${index}].breaks`, shift)
  })
  relations.forEach((relation, index) => checkPins(`relations[${index}]`, relation, tasks))
}

type Tasks = ReadonlyMap<string, Job | Shipment>

function checkStart(field: string, { pin }: Job | Shipment, windows: Job['windows']): void {
  const startS = pin?.startS
  if (startS === undefined || windows.length === 0) return
  if (windows.some(([fromS, toS]) => fromS <= startS && startS <= toS)) return
  throw new ProblemError(`${field}.pin.startS`, `${startS} is in none of its windows; change one of them`)
}

function checkPrefix(field: string, { id: shift, prefix = [] }: Shift, tasks: Tasks): void {
  prefix.forEach((id, index) => {
    const pinned = tasks.get(id)?.pin?.shift ?? shift
    if (pinned === shift) return
    throw new ProblemError(`${field}[${index}]`, `"${id}" is pinned to "${pinned}"; take out one of them`)
  })
}

function checkBreaks(field: string, { window: [fromS, toS], breaks }: Shift): void {
  breaks.forEach(({ durationS }, index) => {
    if (durationS <= toS - fromS) return
    throw new ProblemError(
      `${field}[${index}].durationS`,
      `is longer than the window of the shift: ${durationS} > ${toS - fromS}`,
    )
  })
}

/** Pins of tasks that must be served, to shifts that a relation does not allow together. */
function checkPins(field: string, relation: Relation, tasks: Tasks): void {
  if (relation.kind === 'before') return
  const isApart = relation.kind === 'differentVehicles' || relation.kind === 'synchronised'
  const pinned = relation.tasks.flatMap((id) => {
    const { pin, prize, group } = tasks.get(id) ?? {}
    return pin === undefined || prize !== undefined || group !== undefined ? [] : [{ id, shift: pin.shift }]
  })
  pinned.forEach(({ id, shift }, index) => {
    const other = pinned.slice(0, index).find((one) => (one.shift === shift) === isApart)
    if (other === undefined) return
    throw new ProblemError(
      field,
      isApart
        ? `keeps "${other.id}" and "${id}" apart, but both are pinned to "${shift}"`
        : `joins "${other.id}" and "${id}", but they are pinned to "${other.shift}" and "${shift}"`,
    )
  })
}
