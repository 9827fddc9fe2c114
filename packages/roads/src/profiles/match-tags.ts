import type { Tags } from '../osm/osm-data.ts'

/** Whether one of the tags has one of the values that the table lists under its key. */
export function matchesAny(table: Readonly<Record<string, readonly string[]>>, tags: Tags): boolean {
  return Object.keys(table).some((key) => {
    const value = tags[key]
    return value !== undefined && (table[key]?.includes(value) ?? false)
  })
}

/** A table's own entry: a tag value such as `constructor` must not find the prototype's. */
export function own<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}
