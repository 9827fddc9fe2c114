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
  land: '#f5f3ef',
  built: '#f0ede7',
  green: '#e6ecdf',
  water: '#d2e0e8',
  building: '#e8e4dc',
  rail: '#d9d3c9',
  roadMinor: '#ffffff',
  roadMedium: '#ffffff',
  roadMajor: '#fff9ec',
  roadCasing: '#d3ccbf',
  label: '#6a645a',
  labelHalo: '#f8f6f2',
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
