import type { ReactNode } from 'react'

/** What the shapes of the timeline mean; leaves out what does not fit. */
export function TimelineLegend(): ReactNode {
  return (
    <ul
      aria-label="What the timeline shows"
      className="flex h-5 flex-wrap justify-end gap-x-4 gap-y-2 overflow-hidden text-12 text-ink-3"
    >
      <Item label="Driving">
        <rect y="5" width="20" height="2" fill="currentColor" />
      </Item>
      <Item label="Service">
        <rect x="2" width="16" height="12" fill="currentColor" />
      </Item>
      <Item label="Waiting">
        <path d="M0 10 8 2M5 10l8-8M10 10l8-8M15 10l5-5M0 5l3-3" stroke="currentColor" />
      </Item>
      <Item label="Break">
        <rect x="0.5" y="0.5" width="19" height="11" fill="none" stroke="currentColor" />
        <path d="M0 12 12 0M5 12 17 0M10 12 20 2M0 7l7-7" stroke="currentColor" />
      </Item>
      <Item label="Window">
        <path d="M1 8V4h18v4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      </Item>
      <Item label="Late" className="text-late">
        <path d="M1 2v8" stroke="currentColor" strokeWidth="2" />
        <rect y="4.5" width="20" height="3" fill="currentColor" />
      </Item>
    </ul>
  )
}

function Item({
  label,
  className = 'text-ink-2',
  children,
}: {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <li className="flex h-5 items-center gap-1.5">
      <svg aria-hidden width="20" height="12" className={className}>
        {children}
      </svg>
      {label}
    </li>
  )
}
