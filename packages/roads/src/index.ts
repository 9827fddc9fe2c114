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
export { distanceText, instructionLanguages, instructionText } from './guidance/instruction-text.ts'
export type { InstructionOptions } from './guidance/instruction-text.ts'
export { maneuverTypes, modifiers } from './guidance/step.ts'
export type { Maneuver, ManeuverType, Modifier, Step } from './guidance/step.ts'
export type { PlaceOnWay } from './live/find-stretches.ts'
export { parseConditions } from './live/parse-conditions.ts'
export type { ParsedConditions } from './live/parse-conditions.ts'
export { Reweigher } from './live/reweigher.ts'
export type { Reweighing } from './live/reweigher.ts'
export type { ConditionsProblem, RoadChange, RoadConditions, TrafficPattern } from './live/road-change.ts'
export { roadPeriods } from './live/road-periods.ts'
export type { RoadPeriod, TimeSpan } from './live/road-periods.ts'
export { matrixAt, travelSlices, travelTimeS } from './live/time-slices.ts'
export type { TravelQuery, TravelSlice } from './live/time-slices.ts'
export type { OsmData, OsmMember, OsmRelation, Tags } from './osm/osm-data.ts'
export type { BuildProgress } from './osm/read-osm.ts'
export { findProfile, parseProfile, profileNames } from './profiles/find-profile.ts'
export type { ParsedProfile, ProfileProblem } from './profiles/find-profile.ts'
export type { Profile } from './profiles/profile.ts'
export { profileJsonSchema } from './profiles/profile-json-schema.ts'
export { buildRegion } from './region/build-region.ts'
export type { BuildRegionOptions } from './region/build-region.ts'
export { openRegion, openShared } from './region/open-region.ts'
export type { OpenRegionOptions } from './region/open-region.ts'
export type {
  Approach,
  Bearing,
  BuildStats,
  Isochrone,
  IsochroneOptions,
  LegOptions,
  Line,
  Match,
  MatchedPoint,
  Matching,
  MatchLevel,
  Matrix,
  MatrixEnds,
  MatrixApproaches,
  MatrixOptions,
  MatrixPoints,
  MatrixRows,
  Measure,
  MeasureOptions,
  MultiPolygon,
  NearestOptions,
  NearestRoad,
  PlaceOnEdge,
  ProfileOption,
  Region,
  RegionHandle,
  RegionInfo,
  RoadStretch,
  Route,
  RouteLeg,
  RouteOptions,
  Segments,
  Snap,
  TraceOptions,
  TracePoint,
} from './region/types.ts'
export { exportTiles } from './tiles/export-tiles.ts'
export type { ExportedTiles, ExportTilesOptions, TileOrigin } from './tiles/export-tiles.ts'
export { classes as tileClasses, layerFields as tileFields, layers as tileLayers } from './tiles/layers.ts'
