export type ColourScheme = 'light' | 'dark'

/** Roads that have a look of their own; the others are drawn as `minor`. */
export type RoadLook = 'motorway' | 'trunk' | 'primary' | 'secondary' | 'minor' | 'pedestrian'

/**
 * The basemap's own colours. MapLibre draws on a canvas and cannot read CSS variables, and these faint tones are
 * used nowhere else, so they live here and not among the design tokens; they keep to the warm greys of those.
 */
export interface MapPalette {
  /** Around the extract, and the line where it ends. */
  readonly beyond: string
  readonly beyondEdge: string
  readonly land: string
  readonly residential: string
  readonly industrial: string
  readonly commercial: string
  readonly civic: string
  readonly parking: string
  readonly square: string
  readonly airport: string
  readonly park: string
  readonly wood: string
  readonly grass: string
  readonly pitch: string
  readonly farmland: string
  readonly cemetery: string
  readonly sand: string
  readonly rock: string
  readonly glacier: string
  readonly water: string
  readonly waterEdge: string
  readonly building: string
  readonly buildingEdge: string
  readonly rail: string
  readonly path: string
  readonly ferry: string
  readonly runway: string
  readonly road: Readonly<Record<RoadLook, string>>
  readonly roadCasing: Readonly<Record<RoadLook, string>>
  /** Roads from afar: thin, without casing, and so a little stronger. */
  readonly roadFar: Readonly<Record<RoadLook, string>>
  readonly tunnel: string
  readonly oneway: string
  readonly label: string
  readonly labelFaint: string
  readonly labelHalo: string
  readonly waterLabel: string
  readonly waterHalo: string
  readonly greenLabel: string
  readonly shield: string
  readonly shieldEdge: string
  readonly shieldLabel: string
  /** Outline of our own lines and discs, against the basemap. */
  readonly casing: string
  /** Clusters, the depot and rings of open orders. */
  readonly ink: string
  readonly onInk: string
  readonly late: string
}

const light: MapPalette = {
  beyond: '#e3e0d9',
  beyondEdge: '#d0cbc0',
  land: '#f3f1ec',
  residential: '#ece9e2',
  industrial: '#e7e4e0',
  commercial: '#efe8e0',
  civic: '#eee7d9',
  parking: '#e9e7e3',
  square: '#eeebe5',
  airport: '#e6e5e7',
  park: '#d7e5cc',
  wood: '#d2e0c6',
  grass: '#e1ead6',
  pitch: '#cfe2c4',
  farmland: '#eeefe0',
  cemetery: '#d8e1d0',
  sand: '#f2ead0',
  rock: '#e7e4df',
  glacier: '#edf3f5',
  water: '#bcd5e2',
  waterEdge: '#a3c3d4',
  building: '#e1dcd3',
  buildingEdge: '#d1cabe',
  rail: '#b9b1a5',
  path: '#bdb29f',
  ferry: '#8fb3c8',
  runway: '#d6d5d8',
  road: {
    motorway: '#f4d9a3',
    trunk: '#f7e2b8',
    primary: '#fbedcd',
    secondary: '#fff8e8',
    minor: '#ffffff',
    pedestrian: '#f8f5f0',
  },
  roadCasing: {
    motorway: '#cbab70',
    trunk: '#cfb27c',
    primary: '#cfba8f',
    secondary: '#c9bfab',
    minor: '#cdc7bc',
    pedestrian: '#d6d0c6',
  },
  roadFar: {
    motorway: '#dcb772',
    trunk: '#dfc391',
    primary: '#d8caa6',
    secondary: '#d0c8b8',
    minor: '#dcd7cd',
    pedestrian: '#e2ded6',
  },
  tunnel: '#faf8f4',
  oneway: '#8d8476',
  label: '#4a453d',
  labelFaint: '#6d665b',
  labelHalo: '#faf8f4',
  waterLabel: '#2f6280',
  waterHalo: '#d3e3ec',
  greenLabel: '#4b6b3c',
  shield: '#fffdf8',
  shieldEdge: '#b9a77f',
  shieldLabel: '#5c4f33',
  casing: '#ffffff',
  ink: '#2b2823',
  onInk: '#ffffff',
  late: '#b3261e',
}

const dark: MapPalette = {
  beyond: '#121110',
  beyondEdge: '#2e2b27',
  land: '#1d1c1a',
  residential: '#22201e',
  industrial: '#232220',
  commercial: '#25221f',
  civic: '#262319',
  parking: '#232221',
  square: '#242321',
  airport: '#222226',
  park: '#1d2a1d',
  wood: '#1b271b',
  grass: '#20271e',
  pitch: '#1f2f21',
  farmland: '#22221b',
  cemetery: '#202722',
  sand: '#2b281f',
  rock: '#262523',
  glacier: '#252b2e',
  water: '#142a38',
  waterEdge: '#1d3d4f',
  building: '#2b2926',
  buildingEdge: '#37342f',
  rail: '#57524a',
  path: '#57503f',
  ferry: '#35586c',
  runway: '#34343a',
  road: {
    motorway: '#6e5a35',
    trunk: '#5f5136',
    primary: '#5a4f3d',
    secondary: '#504b42',
    minor: '#45423d',
    pedestrian: '#363330',
  },
  roadCasing: {
    motorway: '#0f0e0c',
    trunk: '#0f0e0c',
    primary: '#11100e',
    secondary: '#131210',
    minor: '#141311',
    pedestrian: '#171614',
  },
  roadFar: {
    motorway: '#75603a',
    trunk: '#65573b',
    primary: '#544a39',
    secondary: '#4b463f',
    minor: '#3c3934',
    pedestrian: '#322f2c',
  },
  tunnel: '#302d29',
  oneway: '#8a8275',
  label: '#c6bfb3',
  labelFaint: '#9d968a',
  labelHalo: '#171614',
  waterLabel: '#7fb0cc',
  waterHalo: '#11222d',
  greenLabel: '#8fb07d',
  shield: '#2b2721',
  shieldEdge: '#6b5d42',
  shieldLabel: '#d6c79f',
  casing: '#121110',
  ink: '#ece8e1',
  onInk: '#1b1a18',
  late: '#ff8a80',
}

/** The colours of the map for a light or a dark screen. */
export const mapPalette = (scheme: ColourScheme): MapPalette => (scheme === 'dark' ? dark : light)
