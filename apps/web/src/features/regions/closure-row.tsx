import type { ListedClosure } from '@cartage/domain'
import { Badge, classNames, IconButton } from '@cartage/ui'
import { Pencil, Trash2 } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { closureEffect, closurePlace, closureTimes } from './closure-words.ts'

export interface ClosureRowProps {
  readonly closure: ListedClosure
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** Null for those who may only look. */
  readonly onEdit: (() => void) | null
  readonly onRemove: (() => void) | null
}

/** A closure in the list. It comes into view when it is chosen elsewhere, as on the map. */
export function ClosureRow({ closure, isChosen, onChoose, onEdit, onRemove }: ClosureRowProps): ReactNode {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const place = closurePlace(closure)
  const title = closure.reason === '' ? place : closure.reason
  return (
    <li ref={row} className={classNames('flex items-start', isChosen ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className="flex min-w-0 flex-1 flex-col gap-0.5 py-1.5 pr-2 pl-4 text-left -outline-offset-2"
      >
        <span className="flex items-center gap-2 self-stretch">
          <span className="min-w-0 flex-1 truncate font-strong">{title}</span>
          <Badge>{closureEffect(closure)}</Badge>
        </span>
        {closure.reason === '' ? null : (
          <span className="max-w-full truncate text-12 text-ink-2">{place}</span>
        )}
        <span className="max-w-full truncate text-12 text-ink-3 tabular-nums">{closureTimes(closure)}</span>
      </button>
      {onEdit === null ? null : (
        <IconButton label={`Edit the closure ${title}`} icon={Pencil} className="my-1" onClick={onEdit} />
      )}
      {onRemove === null ? null : (
        <IconButton
          label={`Delete the closure ${title}`}
          icon={Trash2}
          className="my-1 mr-2"
          onClick={onRemove}
        />
      )}
    </li>
  )
}
