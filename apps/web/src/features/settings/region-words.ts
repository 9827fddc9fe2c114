/** What a region's build is doing, in words. */
export function regionPhaseWords(phase: string): string {
  if (phase.startsWith('roads'))
    return `preparing fast routes${phase.slice(5) === '' ? '' : ` for${phase.slice(5)}`}`
  switch (phase) {
    case 'queued':
    case '':
      return 'waiting for its turn'
    case 'read':
      return 'reading the extract'
    case 'addresses':
      return 'collecting addresses'
    case 'basemap':
      return 'cutting the map'
    case 'write':
      return 'writing to disk'
    default:
      return phase
  }
}

/** A region's name made from a file name: `Porto Metro.osm.pbf` becomes `porto-metro`. */
export function regionNameOf(fileName: string): string {
  return fileName
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:osm\.pbf|pbf|geojson|json)$/i, '')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
}
