export { A_DAY } from './builders/a-day.ts'
export { aDepot } from './builders/a-depot.ts'
export { aDriver } from './builders/a-driver.ts'
export { aShift } from './builders/a-shift.ts'
export { aVehicle } from './builders/a-vehicle.ts'
export { anOrder } from './builders/an-order.ts'
export { anId } from './builders/ids.ts'
export { aTenant } from './database/a-tenant.ts'
export { insert } from './database/insert.ts'
export { aTown } from './osm/a-town.ts'
export type { Extract, ExtractNode, ExtractRelation, ExtractTags, ExtractWay } from './osm/extract.ts'
export { writePbf } from './osm/write-pbf.ts'
export type { PbfEncoding } from './osm/write-pbf.ts'
export { aCertificate, type TestCertificate } from './certificate.ts'
export {
  aMakerCertificate,
  aPasskeyDevice,
  type MadePasskey,
  type PasskeyDevice,
  type ShownPasskey,
  type Twist,
} from './passkey-device.ts'
export {
  type ProviderPerson,
  startOidcProvider,
  type TestProvider,
  type TestProviderOptions,
} from './oidc-provider.ts'
export { startRedisServer, type TestRedis } from './redis-server.ts'
export { findChromium, launchChromium, openWatchedPage, type WatchedPage } from './browser.ts'
export {
  freePort,
  repositoryRoot,
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
} from './server-process.ts'
