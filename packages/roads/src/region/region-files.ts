export const networkFile = 'network.bin'
export const addressesFile = 'addresses.bin'
export const basemapFile = 'basemap.bin'

/** What one profile makes of the network. */
export function roadsFile(profile: string): string {
  return `${profile}.roads`
}
