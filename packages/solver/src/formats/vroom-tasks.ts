import { ofType } from '../model/work-seconds.ts'
import { vroomIds } from './vroom-ids.ts'
import type { ParsedVroom } from './vroom.ts'
import type { VroomTask } from './vroom-route.ts'
import type { VroomVehicle } from './vroom-schema.ts'

/** The visits of an input by what names them: positions, or ids of the problem. */
export class VroomTasks {
  readonly all: readonly VroomTask[]
  private readonly jobs: readonly VroomTask[]
  private readonly shipments: readonly { readonly pickup: VroomTask; readonly delivery: VroomTask }[]
  private readonly byId = new Map<string, readonly VroomTask[]>()

  constructor({ input, places }: Pick<ParsedVroom, 'input' | 'places'>) {
    this.jobs = input.jobs.map((job, index): VroomTask => {
      const { skills, priority, pickup = [] } = job
      const delivery = job.delivery ?? (job.pickup === undefined ? job.amount : undefined) ?? []
      return { type: 'job', place: job, row: places.jobs[index] ?? 0, delivery, pickup, skills, priority }
    })
    this.shipments = input.shipments.map((shipment, index) => {
      const { skills, priority, amount } = shipment
      const rows = places.shipments[index]
      const end = (type: 'pickup' | 'delivery'): VroomTask => ({
        type,
        place: shipment[type],
        row: rows?.[type] ?? 0,
        delivery: type === 'delivery' ? amount : [],
        pickup: type === 'pickup' ? amount : [],
        skills,
        priority,
      })
      return { pickup: end('pickup'), delivery: end('delivery') }
    })
    input.jobs.forEach((job, index) => this.byId.set(vroomIds.job(job.id), this.jobs.slice(index, index + 1)))
    this.shipments.forEach(({ pickup, delivery }, index) => {
      this.byId.set(vroomIds.shipment(index), [pickup, delivery])
    })
    this.all = [...this.jobs, ...this.shipments.flatMap(({ pickup, delivery }) => [pickup, delivery])]
  }

  job(index: number): VroomTask {
    return getTask(this.jobs[index])
  }

  end(type: 'pickup' | 'delivery', shipment: number): VroomTask {
    return getTask(this.shipments[shipment]?.[type])
  }

  /** The visits of a job or shipment of the problem. */
  of(id: string): readonly VroomTask[] {
    return this.byId.get(id) ?? []
  }
}

/** Seconds of setup (none where the vehicle is already) and of service of a task on a vehicle. */
export function workOf(
  { place, row }: VroomTask,
  vehicle: VroomVehicle,
  fromRow: number | undefined,
): { readonly setupS: number; readonly serviceS: number } {
  return {
    setupS: fromRow === row ? 0 : (ofType(place.setup_per_type, vehicle.type) ?? place.setup),
    serviceS: ofType(place.service_per_type, vehicle.type) ?? place.service,
  }
}

function getTask(task: VroomTask | undefined): VroomTask {
  if (task === undefined) throw new RangeError('there is no such task')
  return task
}
