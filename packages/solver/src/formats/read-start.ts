import { z } from 'zod'
import type { RouteSequence } from '../model/options.ts'
import type { ParsedProblem } from './benchmark.ts'
import { firstIssue } from './cartage.ts'
import { FormatError } from './format-error.ts'
import { fieldOf, readJson } from './json-lines.ts'
import type { Fail } from './vroom-places.ts'
import { stepSchema } from './vroom-schema.ts'
import { readSteps, startOf } from './vroom-steps.ts'
import type { ParsedVroom } from './vroom.ts'

const number = z.union([z.string(), z.number()]).transform(String)
/** An answer of `cartage solve`, as far as it is a plan. */
const answerSchema = z.object({
  routes: z.array(z.object({ vehicle: number, visits: z.array(number) })),
})
/** An answer in VROOM's shape, as far as it is a plan. */
const vroomAnswerSchema = z.object({
  routes: z.array(z.object({ vehicle: z.number(), steps: z.array(stepSchema) })),
})

/**
 * A parsed problem with the plan of an earlier answer to start from, in place of any the file had.
 * @throws FormatError naming line and field of the answer, also for vehicles and visits the problem has not.
 */
export function withStart<T extends ParsedProblem | ParsedVroom>(parsed: T, answer: string): T {
  const json = readJson(answer)
  const fail: Fail = (path, message) => {
    throw new FormatError(json.lineOf(path), fieldOf(path), message)
  }
  const read = <Value>(schema: z.ZodType<Value>): Value => {
    const result = schema.safeParse(json.value)
    if (!result.success) throw firstIssue(result.error, json.lineOf)
    return result.data
  }
  if (isVroom(parsed)) {
    const { routes } = read(vroomAnswerSchema)
    const vehicleIds = parsed.input.vehicles.map(({ id }) => id)
    const given = vehicleIds.map((): (typeof routes)[number]['steps'] => [])
    const routeOf = vehicleIds.map(() => 0)
    routes.forEach(({ vehicle, steps }, index) => {
      const at = vehicleIds.indexOf(vehicle)
      if (at < 0) fail(['routes', index, 'vehicle'], `the problem has no vehicle ${vehicle}`)
      given[at] = steps
      routeOf[at] = index
    })
    const input = {
      ...parsed.input,
      vehicles: parsed.input.vehicles.map((vehicle, index) => ({ ...vehicle, steps: given[index] ?? [] })),
    }
    // Steps of vehicle v stand in the answer's route of v.
    const inAnswer: Fail = ([, vehicle, ...rest], message) =>
      fail(['routes', routeOf[Number(vehicle)] ?? 0, ...rest], message)
    const steps = readSteps(input, inAnswer)
    return { ...parsed, input, steps, options: { ...parsed.options, ...startOf(input, steps) } }
  }
  return {
    ...parsed,
    options: { ...parsed.options, start: sequencesOf(parsed, read(answerSchema).routes, fail) },
  }
}

function sequencesOf(
  { problem, numbersOf = (id) => [id] }: ParsedProblem,
  routes: z.infer<typeof answerSchema>['routes'],
  fail: Fail,
): RouteSequence[] {
  const idByNumber = new Map<string, string>()
  for (const { id } of [...problem.jobs, ...(problem.shipments ?? [])]) {
    for (const name of numbersOf(id)) idByNumber.set(name, id)
  }
  for (const { id } of problem.depots ?? [])
    for (const name of numbersOf(`@${id}`)) idByNumber.set(name, `@${id}`)
  const shifts = new Set(problem.shifts.map(({ id }) => id))
  return routes.map(({ vehicle, visits }, index) => {
    if (!shifts.has(vehicle)) fail(['routes', index, 'vehicle'], `the problem has no vehicle "${vehicle}"`)
    const jobs = visits.map((visit, position) => {
      const path = ['routes', index, 'visits', position]
      return idByNumber.get(visit) ?? fail(path, `the problem has nothing to visit named "${visit}"`)
    })
    return { shift: vehicle, jobs }
  })
}

function isVroom(parsed: ParsedProblem | ParsedVroom): parsed is ParsedVroom {
  return parsed.format === 'vroom'
}
