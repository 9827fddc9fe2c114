/** The IANA zones that this browser knows, the given ones always among them. */
export function timeZones(...always: readonly string[]): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...always])].toSorted()
}

/** Where this browser is. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
