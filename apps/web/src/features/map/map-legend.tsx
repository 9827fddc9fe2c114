import { IconButton, routeColour } from '@cartage/ui'
import { ListTree, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useMedia } from '../day/use-media.ts'

/** What the marks on the map mean; folds away, and begins folded where space is scarce. */
export function MapLegend(): ReactNode {
  const isNarrow = useMedia('(max-width: 640px)')
  const [choice, setChoice] = useState<boolean | null>(null)
  const isOpen = choice ?? !isNarrow
  if (!isOpen) {
    return (
      <div className="pointer-events-auto absolute bottom-2 left-2 rounded-m bg-raised shadow-pop">
        <IconButton label="What the map shows" icon={ListTree} side="right" onClick={() => setChoice(true)} />
      </div>
    )
  }
  return (
    <section
      aria-label="What the map shows"
      className="pointer-events-auto absolute bottom-2 left-2 flex narrow:bottom-13 max-w-[calc(100%-232px)] items-start rounded-m bg-raised/95 py-0.5 pr-0.5 pl-2 text-12 text-ink-2 shadow-pop narrow:max-w-[calc(100%-16px)]"
    >
      <ul className="flex flex-wrap gap-x-3">
        <Item label="Depot">
          <rect x="5" y="1" width="12" height="12" fill="var(--color-ink)" />
        </Item>
        <Item label="Route">
          <path d="M0 7h22" stroke={routeColour(0)} strokeWidth="3.5" />
          <path d="m9 4.5 3 2.5-3 2.5" fill="none" stroke="#fff" strokeWidth="1.3" />
        </Item>
        <Item label="Stop in order">
          <circle cx="11" cy="7" r="6.5" fill={routeColour(0)} />
          <text x="11" y="10" fontSize="8" fontWeight="600" textAnchor="middle" fill="#fff">
            1
          </text>
        </Item>
        <Item label="Late">
          <circle cx="11" cy="7" r="5" fill={routeColour(0)} stroke="var(--color-late)" strokeWidth="2" />
          <path d="M14 0h6v6z" fill="var(--color-late)" />
        </Item>
        <Item label="Unassigned">
          <circle cx="11" cy="7" r="4.5" fill="none" stroke="var(--color-ink)" strokeWidth="2.2" />
        </Item>
        <Item label="Several">
          <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" />
          <text x="11" y="10" fontSize="8" fontWeight="600" textAnchor="middle" fill="var(--color-page)">
            9
          </text>
        </Item>
      </ul>
      <IconButton
        label="Fold the legend"
        icon={X}
        size="s"
        side="top"
        className="ml-1 size-6! touch:size-11!"
        onClick={() => setChoice(false)}
      />
    </section>
  )
}

function Item({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <li className="flex h-6 items-center gap-1.5 whitespace-nowrap">
      <svg aria-hidden width="22" height="14" className="shrink-0">
        {children}
      </svg>
      {label}
    </li>
  )
}
