/** A posted length in metres; feet and inches are converted. Undefined for words such as `default` or `none`. */
export function readMetres(text: string): number | undefined {
  const metric = readNumber(text, /^\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:m|metres|meters)?\s*$/)
  if (metric !== undefined) return metric
  const centimetres = readNumber(text, /^\s*(\d{1,4})\s*cm\s*$/)
  if (centimetres !== undefined) return centimetres / 100
  const imperial = /^\s*(\d{1,3})\s*(?:'|ft|feet)\s*(?:(\d{1,2})\s*(?:"|''|in))?\s*$/.exec(text)
  if (!imperial) return undefined
  return Number(imperial[1]) * 0.3048 + Number(imperial[2] ?? 0) * 0.0254
}

const tonnesPer: Readonly<Record<string, number>> = {
  t: 1,
  st: 0.907_184_74,
  lbs: 0.000_453_592_37,
  kg: 0.001,
}

/** A posted weight in tonnes; short tons, pounds and kilograms are converted. Undefined for words. */
export function readTonnes(text: string): number | undefined {
  const match = /^\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*(t|st|lbs|kg)?\s*$/.exec(text)
  if (!match) return undefined
  return Number(match[1]?.replace(',', '.')) * (tonnesPer[match[2] ?? 't'] ?? 1)
}

function readNumber(text: string, pattern: RegExp): number | undefined {
  const digits = pattern.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits.replace(',', '.'))
}
