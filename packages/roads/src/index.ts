export { ACCEPT_CONFIDENCE } from './addresses/address-index.ts'
export type { SearchOptions } from './addresses/address-index.ts'
export { RoadsError } from './errors.ts'
export type { RoadsErrorCode } from './errors.ts'
export type { OsmData, OsmMember, OsmRelation, Tags } from './osm/osm-data.ts'
export type { BuildProgress } from './osm/read-osm.ts'
export { profileNames } from './profiles/find-profile.ts'
export { buildRegion, openStreetMapAttribution } from './region/build-region.ts'
export type { BuildRegionOptions } from './region/build-region.ts'
export { openRegion, openShared } from './region/open-region.ts'
export type { OpenRegionOptions } from './region/open-region.ts'
export type {
  BuildStats,
  Match,
  MatchLevel,
  Matrix,
  MatrixOptions,
  MatrixPoints,
  Measure,
  ProfileOption,
  Region,
  RegionHandle,
  RegionInfo,
  Route,
  RouteLeg,
  Snap,
} from './region/types.ts'
export { exportTiles } from './tiles/export-tiles.ts'
export type { ExportedTiles, ExportTilesOptions, TileOrigin } from './tiles/export-tiles.ts'
export { classes as tileClasses, layerFields as tileFields, layers as tileLayers } from './tiles/layers.ts'
