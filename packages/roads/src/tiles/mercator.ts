/**
 * Tile geometry is kept in Web Mercator as whole numbers: the world is 2^30 units wide and high, y grows southwards. One unit is 4 cm at the
 * equator, a quarter of a tile unit at the largest zoom, and every coordinate fits a 32-bit integer.
 */
export const worldUnits = 2 ** 30

/** Tiles are divided into this many units each way. */
export const tileExtent = 4096

/** Latitudes beyond this are not on the square map. */
const largestLatitude = 85.0511287798066

/** Units from the west edge. Degrees in. */
export function worldX(lon: number): number {
  return Math.min(worldUnits - 1, Math.max(0, Math.round(((lon + 180) / 360) * worldUnits)))
}

/** Units from the north edge. Degrees in; latitudes off the map are moved to its edge. */
export function worldY(lat: number): number {
  const bounded = Math.min(largestLatitude, Math.max(-largestLatitude, lat))
  const sine = Math.sin((bounded * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return Math.min(worldUnits - 1, Math.max(0, Math.round(y * worldUnits)))
}

/** Width of a tile at a zoom, in units. */
export function tileUnits(z: number): number {
  return worldUnits / 2 ** z
}
