export type ColourScheme = 'light' | 'dark'

/**
 * The basemap's own colours. MapLibre draws on a canvas and cannot read CSS variables, and these faint tones are
 * used nowhere else, so they live here and not among the design tokens.
 */
export interface MapPalette {
  readonly land: string
  readonly built: string
  readonly green: string
  readonly water: string
  readonly building: string
  readonly rail: string
  readonly roadMinor: string
  readonly roadMedium: string
  readonly roadMajor: string
  readonly roadCasing: string
  readonly label: string
  readonly labelHalo: string
  readonly waterLabel: string
  /** Outline of our own lines and discs, against the basemap. */
  readonly casing: string
  /** Clusters, the depot and rings of open orders. */
  readonly ink: string
  readonly onInk: string
  readonly late: string
}

const light: MapPalette = {
  land: '#eeebe5',
  built: '#e9e5dd',
  green: '#dde6d4',
  water: '#c6d9e4',
  building: '#e0dbd1',
  rail: '#c8c0b3',
  roadMinor: '#ffffff',
  roadMedium: '#ffffff',
  roadMajor: '#fff4da',
  roadCasing: '#bfb6a6',
  label: '#5d574e',
  labelHalo: '#f5f2ec',
  waterLabel: '#54788c',
  casing: '#ffffff',
  ink: '#2b2823',
  onInk: '#ffffff',
  late: '#b3261e',
}

const dark: MapPalette = {
  land: '#1c1b19',
  built: '#201f1c',
  green: '#1f251d',
  water: '#17262f',
  building: '#262421',
  rail: '#3a3732',
  roadMinor: '#34312d',
  roadMedium: '#3d3a35',
  roadMajor: '#4a453e',
  roadCasing: '#161513',
  label: '#a8a196',
  labelHalo: '#1a1917',
  waterLabel: '#6f98ae',
  casing: '#121110',
  ink: '#ece8e1',
  onInk: '#1b1a18',
  late: '#ff8a80',
}

/** The colours of the map for a light or a dark screen. */
export const mapPalette = (scheme: ColourScheme): MapPalette => (scheme === 'dark' ? dark : light)
