import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The folder of public benchmark data beside the repository; not part of it. */
const folder = path.resolve(import.meta.dirname, '../../../../shared/instances')

export const hasShared = existsSync(folder)
if (!hasShared) console.warn(`benchmark instances are not there, their tests are skipped: ${folder}`)

/** Where an instance of a family lies. */
export function instancePath(family: string, name: string): string {
  const extension = ['x', 'road', 'arnold', 'rich'].includes(family) ? 'vrp' : 'txt'
  return path.join(folder, family, `${name}.${extension}`)
}

export function readInstance(family: string, name: string): string {
  return readFileSync(instancePath(family, name), 'utf8')
}

export interface Record {
  readonly cost: number
  readonly best_distance?: number
  readonly hierarchical?: { readonly vehicles: number; readonly cost: number }
  readonly vehicles?: number
}

/** The best known costs of a family. */
export function readRecords(family: string): { readonly [name: string]: Record } {
  return JSON.parse(readFileSync(path.join(folder, family, 'bks.json'), 'utf8'))
}
