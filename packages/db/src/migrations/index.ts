import type { Migration } from 'kysely/migration'
import * as firstTables from './20261122-first-tables.ts'
import * as regionBuild from './20261122-region-build.ts'
import * as closures from './20261127-closures.ts'
import * as vehiclesOnFoot from './20261127-vehicles-on-foot.ts'
import * as closureVersions from './20261128-closure-versions.ts'
import * as customProfiles from './20261128-custom-profiles.ts'
import * as identity from './20261128-identity.ts'
import * as operators from './20261128-operators.ts'
import * as regionTraffic from './20261128-region-traffic.ts'
import * as vehicleProfiles from './20261128-vehicle-profiles.ts'
import * as accessNotices from './20261129-access-notices.ts'

/** In the order they run. Append only: a release that is out has run what stands here. */
export const migrations: Readonly<Record<string, Migration>> = {
  '20261122-first-tables': firstTables,
  '20261122-region-build': regionBuild,
  '20261127-closures': closures,
  '20261127-vehicles-on-foot': vehiclesOnFoot,
  '20261128-closure-versions': closureVersions,
  '20261128-custom-profiles': customProfiles,
  '20261128-identity': identity,
  '20261128-operators': operators,
  '20261128-region-traffic': regionTraffic,
  '20261128-vehicle-profiles': vehicleProfiles,
  '20261129-access-notices': accessNotices,
}
