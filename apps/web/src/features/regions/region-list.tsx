import type { RegionSummary } from '@cartage/domain'
import { Badge, formatAge, formatBytes } from '@cartage/ui'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { RegionProgress } from './region-progress.tsx'
import { profileWords, regionState } from './region-words.ts'

export interface RegionListProps {
  readonly regions: readonly RegionSummary[]
  readonly canEdit: boolean
  readonly onChoose: (name: string) => void
}

/** The regions, each with what it is and how it is. */
export function RegionList({ regions, canEdit, onChoose }: RegionListProps): ReactNode {
  return (
    <ul className="flex flex-col">
      {regions.map((region) => (
        <li key={region.name} className="border-b border-line last:border-b-0">
          <RegionRow region={region} canEdit={canEdit} onChoose={() => onChoose(region.name)} />
        </li>
      ))}
    </ul>
  )
}

function RegionRow({
  region,
  canEdit,
  onChoose,
}: {
  readonly region: RegionSummary
  readonly canEdit: boolean
  readonly onChoose: () => void
}): ReactNode {
  const state = regionState(region)
  const isUnread = region.state === 'outdated' || region.state === 'damaged'
  const facts = [
    region.sizeBytes === null ? '' : formatBytes(region.sizeBytes),
    region.builtAt === null ? '' : `built ${ageWords(region.builtAt)}`,
    region.profiles.map(profileWords).join(', '),
  ].filter((fact) => fact !== '')
  return (
    <section aria-label={`Region ${region.name}`} className="flex flex-col gap-2 pb-3">
      <button
        type="button"
        onClick={onChoose}
        className="flex flex-col gap-0.5 px-4 pt-3 text-left -outline-offset-2 hover:bg-hover"
      >
        <span className="flex items-center gap-2 self-stretch">
          <span className="min-w-0 flex-1 truncate text-15 font-strong">{region.title}</span>
          <Badge meaning={state.meaning}>{state.label}</Badge>
          <ChevronRight aria-hidden size={16} className="shrink-0 text-ink-3" />
        </span>
        <span className="text-12 text-ink-3 tabular-nums">
          {facts.length > 0 ? facts.join(' · ') : isUnread ? '' : 'Never built'}
        </span>
        {region.depots.length === 0 ? null : (
          <span className="max-w-full truncate text-12 text-ink-3">
            {region.depots.length === 1 ? 'Depot' : 'Depots'} {region.depots.join(', ')}
          </span>
        )}
      </button>
      {region.state === 'building' ? (
        <div className="px-4">
          <RegionProgress region={region} canCancel={canEdit} />
        </div>
      ) : region.failure === null ? null : (
        <p
          className={
            region.state === 'failed'
              ? 'px-4 text-12 text-pretty text-late'
              : 'px-4 text-12 text-pretty text-ink-2'
          }
        >
          {region.failure}
        </p>
      )}
    </section>
  )
}

/** `3 days ago`, `just now`. */
export function ageWords(instant: string): string {
  const age = formatAge(instant)
  return age === 'now' ? 'just now' : `${age} ago`
}
