import type { ReactNode } from 'react'
import { formatDuration } from './format.ts'
import { useRemaining } from './use-remaining.ts'

export interface ProgressProps {
  /** What is being done, in words. */
  readonly label: string
  readonly done: number
  /** 0 or less when nobody can tell. */
  readonly total: number
  /** How far, in words; a percentage when left out. How long still is put behind it. */
  readonly detail?: string
  /** How long still, in seconds, where it is known; estimated from the pace when left out. */
  readonly remainingS?: number
}

/** What is being done and how far it is. */
export function Progress({ label, done, total, detail, remainingS }: ProgressProps): ReactNode {
  const isKnown = total > 0
  const estimate = useRemaining(label, done, total)
  const remaining = remainingS === undefined ? estimate : `${formatDuration(remainingS)} left`
  const share = isKnown ? Math.min(1, Math.max(0, done / total)) : 0
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3 text-13">
        <span className="min-w-0 truncate">{label}</span>
        <span className="shrink-0 text-12 text-ink-3 tabular-nums">
          {[detail ?? (isKnown ? `${Math.floor(share * 100)} %` : ''), remaining ?? '']
            .filter((part) => part !== '')
            .join(', ')}
        </span>
      </div>
      <progress
        className="sr-only"
        aria-label={label}
        max={100}
        {...(isKnown ? { value: Math.floor(share * 100) } : {})}
      />
      <div aria-hidden className="h-1 overflow-hidden rounded-full bg-press">
        {isKnown ? (
          <div
            className="h-full rounded-full bg-accent transition-[width] duration-200"
            style={{ width: `${share * 100}%` }}
          />
        ) : (
          <div className="h-full w-full animate-wait bg-accent" />
        )}
      </div>
    </div>
  )
}
