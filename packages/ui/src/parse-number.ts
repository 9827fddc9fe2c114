/** A number as people type it, with a decimal point or comma; null when it is none. */
export function parseNumber(text: string): number | null {
  const cleaned = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(cleaned)) return null
  return Number(cleaned)
}
