/** A place further than this from any road is off the network: the importer refuses it, a plan says NO_WAY. Metres. */
export const MAX_SNAP_M = 5_000
