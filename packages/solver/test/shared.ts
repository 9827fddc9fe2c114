import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Rounding } from './checkers/rich.ts'

/** The folder of public benchmark data beside the repository; not part of it. */
const folder = path.resolve(import.meta.dirname, '../../../../shared/instances')

export const hasShared = existsSync(folder)
if (!hasShared) console.warn(`benchmark instances are not there, their tests are skipped: ${folder}`)

/** Names of a family's instances; families of `rich` are named `rich/hfvrp` and so on. */
export function instancesOf(family: string): string[] {
  return readdirSync(path.join(folder, family))
    .filter((file) => /\.(?:txt|vrp)$/.test(file))
    .map((file) => file.slice(0, -4))
}

export function readInstance(family: string, name: string): string {
  const isVrp = /^(?:x|road|arnold|rich\/.+)$/.test(family)
  return readFileSync(path.join(folder, family, `${name}.${isVrp ? 'vrp' : 'txt'}`), 'utf8')
}

/** The best known solution of an instance. */
export interface Record {
  /** The shortest distance or lowest cost, and the cost when routes count first. */
  readonly cost: number
  readonly hierarchical?: { readonly vehicles: number; readonly cost: number }
  /** How the figures of a rich file were made whole for `cost`. */
  readonly rounding?: Rounding
}

interface ListedRecord {
  readonly cost?: number
  readonly cost_pyvrp_units?: number
  readonly best_distance?: number
  readonly vehicles?: number
  readonly hierarchical?: { readonly vehicles: number; readonly cost: number }
  readonly rounding?: Rounding
}

/** The record of an instance, in one shape for all families. */
export function readRecord(family: string, name: string): Record {
  const listed: { readonly [name: string]: ListedRecord } = JSON.parse(
    readFileSync(path.join(folder, family, 'bks.json'), 'utf8'),
  )
  const { cost, cost_pyvrp_units, best_distance, vehicles, hierarchical, rounding } = listed[name] ?? {}
  // The records of Li & Lim put routes first and name the shortest distance apart.
  const routesFirst =
    hierarchical ??
    (best_distance === undefined || vehicles === undefined || cost === undefined
      ? undefined
      : { vehicles, cost })
  return {
    cost: best_distance ?? cost_pyvrp_units ?? cost ?? Number.NaN,
    ...(routesFirst && { hierarchical: routesFirst }),
    ...(rounding && { rounding }),
  }
}
