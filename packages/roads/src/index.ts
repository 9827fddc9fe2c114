export { ACCEPT_CONFIDENCE } from './addresses/address-index.ts'
export type {
  AddressSearch,
  AddressText,
  SearchOptions,
  StructuredAddress,
} from './addresses/address-index.ts'
export { addressLikeness } from './addresses/address-likeness.ts'
export type { AnsweredAddress } from './addresses/address-likeness.ts'
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
