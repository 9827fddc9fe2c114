/** The colour of a route on a light and on a dark ground, as `#rrggbb`. */
export interface RouteHue {
  readonly light: string
  readonly dark: string
}

/**
 * Twelve hues that stay apart for normal sight and under simulated protanopia, deuteranopia and tritanopia, found by
 * annealing lightness and chroma in OKLab with contrast to the ground as the bound. The order puts unlike hues side by
 * side. styles.css states the same values as `--color-route-0` to `--color-route-11`; a test holds the two together.
 */
export const routeHues: readonly RouteHue[] = [
  { light: '#1588f6', dark: '#98bcfb' },
  { light: '#51220a', dark: '#d4640c' },
  { light: '#b851c0', dark: '#c17ab5' },
  { light: '#3e6f1a', dark: '#bef2ac' },
  { light: '#ab822b', dark: '#e0950b' },
  { light: '#3d037b', dark: '#8961ba' },
  { light: '#4c8e71', dark: '#25bc7f' },
  { light: '#6d064c', dark: '#e99ebc' },
  { light: '#13768b', dark: '#60edfd' },
  { light: '#554811', dark: '#faca47' },
  { light: '#5633ab', dark: '#888ff2' },
  { light: '#754153', dark: '#b25571' },
]

/** The hue of a route as CSS, following the theme; any whole number is taken modulo twelve. */
export function routeColour(index: number): string {
  return `var(--color-route-${index % routeHues.length})`
}

/** The hue of a route as `#rrggbb`, for canvases and the map. */
export function routeHex(index: number, theme: 'light' | 'dark'): string {
  return routeHues[index % routeHues.length]?.[theme] ?? '#808080'
}
