/** Layers of our tiles, in the order in which they are drawn. */
export const layers = [
  'land',
  'landuse',
  'water',
  'waterway',
  'buildings',
  'rail',
  'roads',
  'labels',
  'places',
] as const
export type Layer = (typeof layers)[number]

/** Values of the attribute `class`, over all layers. A feature stores its index here. */
export const classes = [
  // land: the ground that the extract covers
  'land',
  // roads, and what else is drawn as one
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'minor',
  'service',
  'pedestrian',
  'path',
  'runway',
  'taxiway',
  'ferry',
  // roads where they are lines, landuse where they are areas
  'pier',
  // rail
  'rail',
  'tram',
  // water and waterway
  'sea',
  'lake',
  'river',
  'stream',
  // landuse
  'park',
  'wood',
  'grass',
  'pitch',
  'farmland',
  'cemetery',
  'industrial',
  'residential',
  'commercial',
  'civic',
  'parking',
  'square',
  'sand',
  'rock',
  'glacier',
  'airport',
  // buildings
  'building',
  // places
  'city',
  'town',
  'village',
  'suburb',
  'quarter',
  'neighbourhood',
  'hamlet',
  'island',
  'locality',
] as const
export type FeatureClass = (typeof classes)[number]

/** Yes-or-no attributes, as bits; absent from a tile when they do not hold. */
export const flags = { oneway: 1, bridge: 2, tunnel: 4, link: 8 } as const

/** Which attributes the features of each layer may have beside `class`, as TileJSON 3.0 lists them (`vector_layers`). */
export const layerFields: Readonly<Record<Layer, Readonly<Record<string, 'String' | 'Number' | 'Boolean'>>>> =
  {
    land: {},
    landuse: {},
    water: {},
    waterway: { name: 'String' },
    buildings: {},
    rail: { name: 'String', bridge: 'Boolean', tunnel: 'Boolean' },
    roads: {
      name: 'String',
      ref: 'String',
      oneway: 'Boolean',
      bridge: 'Boolean',
      tunnel: 'Boolean',
      link: 'Boolean',
    },
    labels: { name: 'String', rank: 'Number' },
    places: { name: 'String', rank: 'Number' },
  }
