import { Button, formatDistance, formatDuration, formatMoney, MeaningIcon } from '@cartage/ui'
import type { ReactNode } from 'react'
import { useDay } from '../day/day-context.ts'
import { signed } from '../day/format.ts'
import type { RouteEdit } from './route-edit.ts'
import type { RouteEditor } from './use-route-edit.ts'
import { violationWords } from './violation-words.ts'

/** What saving would do, before it is saved: cost, time, distance, and rules that would break. */
export function EditBar({
  edit,
  editor,
  nameOf,
}: {
  readonly edit: RouteEdit
  readonly editor: RouteEditor
  readonly nameOf: (orderId: string) => string
}): ReactNode {
  const { currency } = useDay()
  return (
    <footer aria-label="Unsaved change" className="border-t border-line bg-raised px-3 py-2 shadow-pop">
      <p aria-live="polite" className="flex flex-wrap gap-x-4 font-strong tabular-nums">
        <Delta term="Cost" delta={edit.costDelta} text={(amount) => formatMoney(amount, currency)} />
        <Delta term="Time" delta={edit.durationDeltaS} text={formatDuration} />
        <Delta term="Distance" delta={edit.distanceDeltaM} text={formatDistance} />
      </p>
      {edit.added.length > 0 ? (
        <p className="mt-1 text-ink-2">Adds {edit.added.map(({ reference }) => reference).join(', ')}</p>
      ) : null}
      {edit.removed.length > 0 ? (
        <p className="mt-1 text-ink-2">
          Unassigns {edit.removed.map(({ reference }) => reference).join(', ')}
        </p>
      ) : null}
      {edit.newViolations.length > 0 ? (
        <ul className="mt-1 text-late">
          {edit.newViolations.map((violation) => {
            const words = violationWords(violation, nameOf)
            return (
              <li key={words} className="flex items-center gap-1.5">
                <MeaningIcon meaning="late" size={14} />
                {words}
              </li>
            )
          })}
        </ul>
      ) : null}
      <div className="mt-2 flex justify-end gap-2">
        <Button variant="quiet" onClick={editor.discard}>
          Discard
        </Button>
        <Button variant="primary" isBusy={editor.isSaving} onClick={editor.save}>
          {edit.newViolations.length > 0 ? 'Save anyway' : 'Save'}
        </Button>
      </div>
    </footer>
  )
}

function Delta({
  term,
  delta,
  text,
}: {
  readonly term: string
  readonly delta: number
  readonly text: (absolute: number) => string
}): ReactNode {
  return (
    <span>
      <span className="font-regular text-ink-3">{term} </span>
      {signed(delta, text)}
    </span>
  )
}
