/** Layers of our tiles, in the order in which they are drawn. */
export const layers = ['landuse', 'water', 'waterway', 'buildings', 'rail', 'roads', 'places'] as const
export type Layer = (typeof layers)[number]

/** Values of the attribute `class`, over all layers. A feature stores its index here. */
export const classes = [
  // roads
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'minor',
  'service',
  'pedestrian',
  'path',
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
  'farmland',
  'cemetery',
  'industrial',
  'residential',
  'commercial',
  'square',
  'sand',
  'rock',
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
