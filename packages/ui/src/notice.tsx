import type { ReactNode } from 'react'
import { MeaningIcon, type Meaning } from './badge.tsx'
import { classNames } from './class-names.ts'

const grounds: Readonly<Record<Meaning, string>> = {
  late: 'bg-late-soft',
  risk: 'bg-risk-soft',
  done: 'bg-done-soft',
  info: 'bg-info-soft',
}

export interface NoticeProps {
  readonly meaning: Meaning
  readonly title: ReactNode
  readonly children?: ReactNode
  /** Buttons at the right, or beneath on a narrow screen. */
  readonly actions?: ReactNode
  readonly className?: string
}

/** Something to know about the page it stands on, and what to do about it. */
export function Notice({ meaning, title, children, actions, className }: NoticeProps): ReactNode {
  return (
    <div
      role={meaning === 'late' ? 'alert' : 'status'}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-m px-3 py-2',
        grounds[meaning],
        className,
      )}
    >
      <MeaningIcon meaning={meaning} />
      <div className="min-w-40 flex-1">
        <p className="text-13 font-strong">{title}</p>
        {children === undefined ? null : <div className="text-13 text-ink-2">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="flex gap-2">{actions}</div>}
    </div>
  )
}
