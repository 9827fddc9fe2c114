/**
 * The address to keep after a search result was chosen. A result for a street must not swallow the house number that
 * somebody typed: the driver needs it. So the typed text stays when it has a number that the result lacks.
 */
export function addressAfterChoice(typed: string, label: string): string {
  const known = new Set(label.match(/\d+\w*/g))
  const isMissing = (typed.match(/\d+\w*/g) ?? []).some((number) => !known.has(number))
  return isMissing ? typed.trim() : label
}
