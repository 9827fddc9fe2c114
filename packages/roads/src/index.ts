export { RoadsError } from './errors.ts'
export type { RoadsErrorCode } from './errors.ts'
export type { OsmData, OsmMember, OsmRelation, Tags } from './osm/osm-data.ts'
export type {
  BuildStats,
  Match,
  MatchLevel,
  Matrix,
  MatrixOptions,
  MatrixPoints,
  ProfileOption,
  Region,
  RegionHandle,
  RegionInfo,
  Route,
  RouteLeg,
  Snap,
} from './region/types.ts'
