import { MeaningIcon } from '@cartage/ui'
import type { ReactNode } from 'react'
import { type UnusualEvent, unusualDetail, unusualTitle } from './unusual-words.ts'

export interface UnusualListProps {
  readonly events: readonly UnusualEvent[]
  /** Whether it says who it was. */
  readonly hasNames: boolean
}

/** What was not as ever, the newest first. */
export function UnusualList({ events, hasNames }: UnusualListProps): ReactNode {
  return (
    <ul aria-label="Unusual activity" className="divide-y divide-line rounded-l border border-line bg-paper">
      {events.map((event) => (
        <li key={event.id} className="flex items-start gap-3 px-3 py-2">
          <MeaningIcon meaning="risk" />
          <div className="min-w-0 flex-1">
            <p className="text-13 font-strong text-pretty">
              {hasNames ? `${event.user.name}. ` : ''}
              {unusualTitle(event)}
            </p>
            <p className="text-12 text-ink-2">{unusualDetail(event)}</p>
            <p className="text-12 text-ink-3 tabular-nums">{new Date(event.at).toLocaleString()}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
