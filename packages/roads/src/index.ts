export { ACCEPT_CONFIDENCE } from './addresses/address-index.ts'
export type { SearchOptions } from './addresses/address-index.ts'
export { RoadsError } from './errors.ts'
export type { RoadsErrorCode } from './errors.ts'
export type { OsmData, OsmMember, OsmRelation, Tags } from './osm/osm-data.ts'
export type { BuildProgress } from './osm/read-osm.ts'
export { findProfile, profileNames } from './profiles/find-profile.ts'
export type { Profile } from './profiles/profile.ts'
export { profileJsonSchema } from './profiles/profile-json-schema.ts'
export { buildRegion, openStreetMapAttribution } from './region/build-region.ts'
export type { BuildRegionOptions } from './region/build-region.ts'
export { openRegion, openShared } from './region/open-region.ts'
export type { OpenRegionOptions } from './region/open-region.ts'
export type {
  BuildStats,
  Isochrone,
  IsochroneOptions,
  Match,
  MatchedPoint,
  Matching,
  MatchLevel,
  Matrix,
  MatrixOptions,
  MatrixPoints,
  Measure,
  MultiPolygon,
  ProfileOption,
  Region,
  RegionHandle,
  RegionInfo,
  Route,
  RouteLeg,
  Snap,
  TraceOptions,
  TracePoint,
} from './region/types.ts'
