import type { Closure, RegionSummary } from '@cartage/domain'
import { Badge, Button, classNames, EmptyState, IconButton, SkeletonRows } from '@cartage/ui'
import { Construction, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { QueryError } from '../../shell/query-error.tsx'
import { ClosureForm } from './closure-form.tsx'
import {
  closureEffect,
  closurePlace,
  closureStatusWords,
  closureTimes,
  groupClosures,
} from './closure-words.ts'
import type { DraftState } from './use-closure-draft.ts'
import { useClosures, useRemoveClosure } from './use-closures.ts'

export interface ClosuresPanelProps {
  readonly region: RegionSummary
  readonly canEdit: boolean
  readonly now: Date
  readonly drawing: DraftState
  readonly chosenId: string | null
  readonly onChoose: (closure: Closure | null) => void
}

/** What is closed or slower in a region: now, later and before. */
export function ClosuresPanel({
  region,
  canEdit,
  now,
  drawing,
  chosenId,
  onChoose,
}: ClosuresPanelProps): ReactNode {
  const closures = useClosures(region)
  const remove = useRemoveClosure()
  if (drawing.draft !== null) {
    return (
      <ClosureForm
        region={region}
        draft={drawing.draft}
        drawing={drawing}
        onCancel={drawing.cancel}
        onDone={(closure) => {
          drawing.cancel()
          onChoose(closure)
        }}
      />
    )
  }
  const begin = canEdit ? (
    <Button size="s" icon={Plus} onClick={() => drawing.begin('area')}>
      Add a closure
    </Button>
  ) : null
  if (closures.isPending) return <SkeletonRows label="Loading the closures" />
  if (closures.isLoadingError) {
    return <QueryError error={closures.error} onRetry={() => void closures.refetch()} />
  }
  const { items } = closures.data
  if (items.length === 0) {
    return (
      <EmptyState icon={Construction} title="Nothing is closed" actions={begin}>
        Close a road or slow an area down for a while, without building the region again.
      </EmptyState>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {begin === null ? null : <div className="flex px-4 pt-3 pb-1">{begin}</div>}
      <div className="min-h-0 flex-1 overflow-y-auto pb-3">
        {groupClosures(items, now).map(({ status, items: group }) => (
          <section key={status} aria-label={closureStatusWords[status].label}>
            <h3 className="flex items-baseline gap-2 px-4 pt-3 pb-1 text-12 font-strong text-ink-2">
              {closureStatusWords[status].label}
              <span className="font-regular text-ink-3 tabular-nums">{group.length}</span>
            </h3>
            <ul>
              {group.map((closure) => (
                <li key={closure.id} className="flex items-start">
                  <button
                    type="button"
                    aria-pressed={closure.id === chosenId}
                    onClick={() => onChoose(closure.id === chosenId ? null : closure)}
                    className={classNames(
                      'flex min-w-0 flex-1 flex-col gap-0.5 px-4 py-1.5 text-left -outline-offset-2',
                      closure.id === chosenId ? 'bg-accent-soft' : 'hover:bg-hover',
                    )}
                  >
                    <span className="flex items-center gap-2 self-stretch">
                      <span className="min-w-0 flex-1 truncate font-strong">
                        {closure.reason === '' ? closurePlace(closure) : closure.reason}
                      </span>
                      <Badge>{closureEffect(closure)}</Badge>
                    </span>
                    <span className="max-w-full truncate text-12 text-ink-3 tabular-nums">
                      {closureTimes(closure)}
                      {closure.reason === '' ? '' : ` · ${closurePlace(closure)}`}
                    </span>
                  </button>
                  {canEdit ? (
                    <IconButton
                      label={`Delete the closure ${closure.reason === '' ? closurePlace(closure) : closure.reason}`}
                      icon={Trash2}
                      className="m-1"
                      onClick={() => remove.mutate(closure)}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}
