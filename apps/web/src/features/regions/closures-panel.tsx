import type { Closure, ListedClosure, RegionSummary } from '@cartage/domain'
import { Button, EmptyState, SkeletonRows } from '@cartage/ui'
import { Construction, Pencil, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCommands, type CommandEntry } from '../../shell/commands.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { ClosureForm } from './closure-form.tsx'
import { ClosureRow } from './closure-row.tsx'
import { closureStatusWords, groupClosures } from './closure-words.ts'
import type { DraftState } from './use-closure-draft.ts'
import { useClosures, useRemoveClosure } from './use-closures.ts'

export interface ClosuresPanelProps {
  readonly region: RegionSummary
  readonly canEdit: boolean
  readonly now: Date
  readonly drawing: DraftState
  readonly chosenId: string | null
  readonly onChoose: (closure: Pick<Closure, 'id'> | null) => void
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
  const groups = groupClosures(closures.data?.items ?? [], now)
  const isListShown = drawing.draft === null
  const edit = (closure: ListedClosure): void => {
    onChoose(closure)
    drawing.edit(closure)
  }
  useCommands(
    isListShown
      ? listCommands({
          inOrder: groups.flatMap(({ items }) => items),
          chosenId,
          canEdit,
          choose: onChoose,
          add: drawing.begin,
          edit,
          remove: (closure) => remove.mutate(closure),
        })
      : [],
  )
  if (drawing.draft !== null) {
    const { edited } = drawing
    return (
      <ClosureForm
        key={edited === null ? 'new' : `${edited.id} ${edited.version}`}
        region={region}
        draft={drawing.draft}
        drawing={drawing}
        onCancel={drawing.cancel}
        onDone={(closure) => {
          drawing.cancel()
          onChoose(closure)
        }}
        onReload={() => {
          void closures.refetch().then(({ data }) => {
            const there = data?.items.find(({ id }) => id === edited?.id)
            if (there === undefined) drawing.cancel()
            else drawing.edit(there)
          })
        }}
      />
    )
  }
  const begin = canEdit ? (
    <Button size="s" icon={Plus} onClick={drawing.begin}>
      Add a closure
    </Button>
  ) : null
  if (closures.isPending) return <SkeletonRows label="Loading the closures" />
  if (closures.isLoadingError) {
    return <QueryError error={closures.error} onRetry={() => void closures.refetch()} />
  }
  if (groups.length === 0) {
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
        {groups.map(({ status, items }) => (
          <section key={status} aria-label={closureStatusWords[status].label}>
            <h3 className="flex items-baseline gap-2 px-4 pt-3 pb-1 text-12 font-strong text-ink-2">
              {closureStatusWords[status].label}
              <span className="font-regular text-ink-3 tabular-nums">{items.length}</span>
            </h3>
            <ul>
              {items.map((closure) => (
                <ClosureRow
                  key={closure.id}
                  closure={closure}
                  isChosen={closure.id === chosenId}
                  onChoose={() => onChoose(closure.id === chosenId ? null : closure)}
                  onEdit={canEdit ? () => edit(closure) : null}
                  onRemove={canEdit ? () => remove.mutate(closure) : null}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}

interface ClosureList {
  readonly inOrder: readonly ListedClosure[]
  readonly chosenId: string | null
  readonly canEdit: boolean
  readonly choose: (closure: ListedClosure) => void
  readonly add: () => void
  readonly edit: (closure: ListedClosure) => void
  readonly remove: (closure: ListedClosure) => void
}

/** The keys of the list: through it, and what is done with the chosen one. */
function listCommands({ inOrder, chosenId, canEdit, ...run }: ClosureList): readonly CommandEntry[] {
  const group = 'Closures'
  const at = inOrder.findIndex(({ id }) => id === chosenId)
  const chosen = inOrder[at]
  const step = (by: 1 | -1): void => {
    const next = inOrder[at < 0 ? (by > 0 ? 0 : inOrder.length - 1) : at + by]
    if (next !== undefined) run.choose(next)
  }
  const keyOnly = { group, isKeyOnly: true }
  return [
    { ...keyOnly, id: 'closures.next', label: 'Next closure', keys: 'j', run: () => step(1) },
    { ...keyOnly, id: 'closures.down', label: 'Next closure', keys: 'ArrowDown', run: () => step(1) },
    { ...keyOnly, id: 'closures.before', label: 'Closure before', keys: 'k', run: () => step(-1) },
    { ...keyOnly, id: 'closures.up', label: 'Closure before', keys: 'ArrowUp', run: () => step(-1) },
    ...(canEdit
      ? [{ id: 'closures.add', group, label: 'Add a closure', keys: 'n', icon: Plus, run: run.add }]
      : []),
    ...(canEdit && chosen !== undefined
      ? [
          {
            id: 'closures.edit',
            group,
            label: 'Edit the chosen closure',
            keys: 'e',
            icon: Pencil,
            run: () => run.edit(chosen),
          },
          {
            id: 'closures.remove',
            group,
            label: 'Delete the chosen closure',
            keys: 'Delete',
            icon: Trash2,
            run: () => run.remove(chosen),
          },
        ]
      : []),
  ]
}
