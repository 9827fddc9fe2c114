import type { OrderFields } from '@cartage/domain'

/** Whether two orders say the same; the order of keys does not matter. */
export function isSameOrder(a: OrderFields, b: OrderFields): boolean {
  return canonical(a) === canonical(b)
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
