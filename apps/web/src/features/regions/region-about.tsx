import type { RegionSummary, RegionTraffic } from '@cartage/domain'
import { Button, formatBytes, formatNumber, Notice } from '@cartage/ui'
import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { ageWords } from './region-list.tsx'
import { RegionProgress } from './region-progress.tsx'
import { profileWords } from './region-words.ts'
import { TrafficSection } from './traffic-section.tsx'
import { trafficWords } from './traffic-words.ts'
import { useTraffic } from './use-traffic.ts'

export interface RegionAboutProps {
  readonly region: RegionSummary
  readonly canEdit: boolean
  readonly onBuild: () => void
  readonly onTraffic: () => void
}

/** How a region is, what it holds and where it came from. */
export function RegionAbout({ region, canEdit, onBuild, onTraffic }: RegionAboutProps): ReactNode {
  const traffic = useTraffic(region.name).data?.traffic
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
      {region.state === 'building' ? <RegionProgress region={region} canCancel={canEdit} /> : null}
      <RegionTrouble region={region} canEdit={canEdit} onBuild={onBuild} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-13">
        {factsOf(region, traffic).map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-ink-3">{term}</dt>
            <dd className="min-w-0 text-right break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {traffic === undefined ? null : (
        <TrafficSection region={region} traffic={traffic} canEdit={canEdit} onEdit={onTraffic} />
      )}
    </div>
  )
}

function RegionTrouble({ region, canEdit, onBuild }: Omit<RegionAboutProps, 'onTraffic'>): ReactNode {
  const { state, failure } = region
  if (failure === null) return null
  if (state === 'building') return <Notice meaning="info" title={failure} />
  const isUsable = state === 'ready'
  const title = isUsable
    ? 'The last build did not succeed'
    : state === 'failed'
      ? 'The build failed'
      : state === 'outdated'
        ? 'Needs rebuilding'
        : 'Damaged'
  return (
    <Notice
      meaning={isUsable || state === 'outdated' ? 'risk' : 'late'}
      title={title}
      actions={
        canEdit ? (
          <Button size="s" icon={RotateCw} onClick={onBuild}>
            {region.extract === null ? 'Give an extract' : 'Try again'}
          </Button>
        ) : null
      }
    >
      {failure}
      {isUsable ? ' What was built before stays in use.' : ''}
      {canEdit ? '' : ' An administrator can build it again.'}
    </Notice>
  )
}

function factsOf(
  region: RegionSummary,
  traffic: RegionTraffic | null | undefined,
): readonly (readonly [string, ReactNode])[] {
  const { extract, counts, bounds, builtAt, sizeBytes } = region
  const from = extract === null ? null : extract.kind === 'demo' ? 'the demo data' : extract.fileName
  const facts: readonly (readonly [string, ReactNode] | null)[] = [
    ['Name', region.name],
    builtAt === null
      ? null
      : ['Built', <time key="t" dateTime={builtAt} title={whole(builtAt)}>{`${ageWords(builtAt)}`}</time>],
    sizeBytes === null ? null : ['Size on disk', formatBytes(sizeBytes)],
    region.profiles.length === 0 ? null : ['Roads for', region.profiles.map(profileWords).join(', ')],
    region.turns === null
      ? null
      : ['Turns', region.turns ? 'restrictions and costs count' : 'all allowed, without cost'],
    traffic === undefined
      ? null
      : ['Traffic', traffic === null ? 'the same at every hour' : trafficWords(traffic)],
    counts === null ? null : ['Road nodes', formatNumber(counts.junctions)],
    counts === null ? null : ['Ways', formatNumber(counts.ways)],
    counts === null ? null : ['Turn restrictions', formatNumber(counts.turnRestrictions)],
    counts === null ? null : ['Roads built in', `${formatNumber(counts.buildSeconds, 1)} s`],
    from === null
      ? ['Extract', region.state === 'failed' ? 'none' : 'not known: built by the command line']
      : ['Extract', extract !== null && extract.bytes > 0 ? `${from}, ${formatBytes(extract.bytes)}` : from],
    extract?.sha256 === undefined
      ? null
      : [
          'SHA-256',
          <code key="h" title={extract.sha256} className="font-sans select-all">
            {extract.sha256.slice(0, 16)}…
          </code>,
        ],
    bounds === null
      ? null
      : [
          'Bounds',
          `${bounds.south.toFixed(3)}, ${bounds.west.toFixed(3)} to ${bounds.north.toFixed(3)}, ${bounds.east.toFixed(3)}`,
        ],
    ['Depots', region.depots.length === 0 ? 'none' : region.depots.join(', ')],
    region.attribution === '' ? null : ['Data', region.attribution],
  ]
  return facts.filter((fact) => fact !== null)
}

const whole = (instant: string): string =>
  new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
