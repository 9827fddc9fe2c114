import type { RouteSequence } from '../model/options.ts'
import type { SearchWishes } from './benchmark.ts'
import { vroomIds } from './vroom-ids.ts'
import type { Fail } from './vroom-places.ts'
import type { VroomInput } from './vroom-schema.ts'

/** A step given for a vehicle, with what it names: positions in the input. */
export type VroomStep = {
  readonly service_at?: number | undefined
  readonly service_after?: number | undefined
  readonly service_before?: number | undefined
} & (
  | { readonly type: 'start' | 'end' }
  | { readonly type: 'job'; readonly job: number }
  | { readonly type: 'pickup' | 'delivery'; readonly shipment: number }
  | { readonly type: 'break'; readonly pause: number }
)

/** The steps of all vehicles. As in VROOM a task may be named once, a break once for its vehicle. */
export function readSteps(input: VroomInput, fail: Fail): VroomStep[][] {
  const indexById = (places: readonly { readonly id: number }[]) =>
    new Map(places.map(({ id }, index) => [id, index]))
  const jobs = indexById(input.jobs)
  const pickups = indexById(input.shipments.map(({ pickup }) => pickup))
  const deliveries = indexById(input.shipments.map(({ delivery }) => delivery))
  const named = new Set<string>()
  return input.vehicles.map((vehicle, v) => {
    const breaks = indexById(vehicle.breaks)
    const last = vehicle.steps.length - 1
    return vehicle.steps.map((step, s): VroomStep => {
      const path = ['vehicles', v, 'steps', s]
      const find = (indices: ReadonlyMap<number, number>, name: string): number => {
        const { id } = step
        if (id === undefined) return fail([...path, 'id'], 'is missing')
        const index = indices.get(id)
        if (index === undefined) return fail([...path, 'id'], `there is no ${step.type} ${id}`)
        if (named.has(`${name} ${id}`)) fail([...path, 'id'], `${step.type} ${id} is a step already`)
        named.add(`${name} ${id}`)
        return index
      }
      const { service_at, service_after, service_before } = step
      const bounds = { service_at, service_after, service_before }
      switch (step.type) {
        case 'start':
          if (s !== 0) fail([...path, 'type'], 'a start comes first')
          return { type: step.type, ...bounds }
        case 'end':
          if (s !== last) fail([...path, 'type'], 'an end comes last')
          return { type: step.type, ...bounds }
        case 'job':
          return { type: step.type, job: find(jobs, 'job'), ...bounds }
        case 'pickup':
          return { type: step.type, shipment: find(pickups, 'pickup'), ...bounds }
        case 'delivery':
          return { type: step.type, shipment: find(deliveries, 'delivery'), ...bounds }
        case 'break':
          return { type: step.type, pause: find(breaks, `break of ${v}`), ...bounds }
      }
    })
  })
}

/** The plan that the steps describe, for the search to start from. */
export function startOf(input: VroomInput, steps: readonly (readonly VroomStep[])[]): SearchWishes {
  const start = steps.flatMap((route, v): RouteSequence[] => {
    const jobs = route.flatMap((step) => {
      if (step.type === 'job') return [vroomIds.job(input.jobs[step.job]?.id ?? 0)]
      return step.type === 'pickup' || step.type === 'delivery' ? [vroomIds.shipment(step.shipment)] : []
    })
    return jobs.length === 0 ? [] : [{ shift: String(input.vehicles[v]?.id), jobs }]
  })
  return start.length === 0 ? {} : { start }
}
