const dark = '#000000'
const light = '#ffffff'

/** Black or white, whichever reads better on a `#rrggbb` ground (contrast ratio of WCAG 2). */
export function inkOn(ground: string): string {
  return contrast(ground, dark) > contrast(ground, light) ? dark : light
}

/** The contrast ratio of two `#rrggbb` colours, 1 to 21, by WCAG 2. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
