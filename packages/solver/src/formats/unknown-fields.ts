/**
 * Paths of the fields of a JSON value that reading it has dropped: those that the read value does not have. The
 * same field of many elements of an array counts once.
 */
export function unknownFields(given: unknown, read: unknown): PropertyKey[][] {
  const found: PropertyKey[][] = []
  const seen = new Set<string>()
  visit(given, read, [])
  return found

  function visit(value: unknown, kept: unknown, path: readonly PropertyKey[]): void {
    if (Array.isArray(value) && Array.isArray(kept)) {
      // Rows of matrices hold numbers alone.
      if (typeof value[0] === 'number') return
      value.forEach((element, index) => visit(element, kept[index], [...path, index]))
    } else if (isObject(value) && isObject(kept)) {
      for (const [key, field] of Object.entries(value)) {
        const at = [...path, key]
        if (Object.hasOwn(kept, key)) visit(field, kept[key], at)
        else if (!seen.has(nameOf(at))) {
          seen.add(nameOf(at))
          found.push(at)
        }
      }
    }
  }
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.filter((key) => typeof key !== 'number').join('.')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
