import { BUILD_CANCELLED, type RegionProgress, type RegionState, type RegionSummary } from '@cartage/domain'
import { formatBytes, formatNumber, type Meaning } from '@cartage/ui'

/** What a region's build is doing, in words. */
export function regionPhaseWords(phase: string): string {
  if (phase.startsWith('roads '))
    return `weighing the roads for ${profileWords(phase.slice(6)).toLowerCase()}`
  switch (phase) {
    case 'queued':
    case '':
      return 'waiting for its turn'
    case 'read':
      return 'reading the extract'
    case 'roads':
      return 'preparing fast routes'
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

const steps = ['read', 'roads', 'addresses', 'basemap', 'write']

/** Which of the steps of a build this is, such as `step 2 of 5`; empty before the first. */
export function regionStepWords(phase: string): string {
  const step = steps.indexOf(phase.split(' ')[0] ?? '')
  return step < 0 ? '' : `step ${step + 1} of ${steps.length}`
}

/** How far a step is and at which pace: `12 MB of 24 MB, 6 MB/s`. */
export function regionPaceWords({ done, total, unit, perSecond }: RegionProgress): string {
  if (unit === undefined || total <= 0) return ''
  if (unit === 'bytes') {
    const pace = perSecond === undefined ? '' : `, ${formatBytes(perSecond)}/s`
    return `${formatBytes(done)} of ${formatBytes(total)}${pace}`
  }
  if (unit === 'files') return `${done} of ${total} files`
  const pace = perSecond === undefined ? '' : `, ${formatNumber(Math.round(perSecond))} a second`
  return `${Math.floor((100 * done) / total)} %${pace}`
}

const profiles: Readonly<Record<string, string>> = {
  car: 'Cars',
  van: 'Vans',
  truck: 'Trucks',
  bike: 'Cargo bikes',
  walk: 'On foot',
}

/** Who travels by a profile; one that somebody wrote goes by its own name. */
export const profileWords = (profile: string): string => profiles[profile] ?? profile

const regionStateWords: Readonly<Record<RegionState, { readonly label: string; readonly meaning: Meaning }>> =
  {
    building: { label: 'Building', meaning: 'info' },
    ready: { label: 'Ready', meaning: 'done' },
    outdated: { label: 'Needs rebuilding', meaning: 'risk' },
    damaged: { label: 'Damaged', meaning: 'late' },
    failed: { label: 'Failed', meaning: 'late' },
  }

/** What the state of a region is called, and what it means; one whose first build somebody stopped has not failed. */
export const regionState = ({ state, failure }: Pick<RegionSummary, 'state' | 'failure'>) =>
  state === 'failed' && failure === BUILD_CANCELLED
    ? ({ label: 'Cancelled', meaning: 'info' } as const)
    : regionStateWords[state]

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
