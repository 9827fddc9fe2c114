import { IconButton, routeColour } from '@cartage/ui'
import { ListTree, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useMedia } from '../day/use-media.ts'
import type { RegionScene } from './region-scene.ts'

/** What the marks that are on the map now mean; nothing while there are none. Begins folded where space is scarce. */
export function RegionLegend({ scene }: { readonly scene: RegionScene }): ReactNode {
  const isNarrow = useMedia('(max-width: 640px)')
  const [choice, setChoice] = useState<boolean | null>(null)
  const hasClosed = scene.closures.some(({ closure }) => closure.factor === null)
  const hasSlower = scene.closures.some(({ closure }) => closure.factor !== null)
  const hasPlanned = scene.closures.some(({ status }) => status === 'planned')
  const items = [
    scene.outlines.length > 0 && (
      <Item key="region" label="Region">
        <path d="M1 7h20" stroke="var(--color-ink)" strokeWidth="1.5" strokeDasharray="4 3" />
      </Item>
    ),
    scene.route !== null && (
      <Item key="route" label="Route">
        <path d="M1 7h20" stroke={routeColour(0)} strokeWidth="4" />
      </Item>
    ),
    scene.reach.length > 0 && (
      <Item key="reach" label="5, 10, 15 min from A">
        <rect x="1" y="1" width="20" height="12" fill={routeColour(0)} opacity="0.35" />
      </Item>
    ),
    hasClosed && (
      <Item key="closed" label="Closed">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" />
        <path d="M7.5 7h7" stroke="var(--color-page)" strokeWidth="2.4" />
      </Item>
    ),
    hasSlower && (
      <Item key="slower" label="Other speed">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" />
        <path
          d="M10 4.5 7.5 7l2.5 2.5M14 4.5 11.5 7 14 9.5"
          fill="none"
          stroke="var(--color-page)"
          strokeWidth="1.4"
        />
      </Item>
    ),
    hasPlanned && (
      <Item key="planned" label="Pale: planned">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" opacity="0.5" />
      </Item>
    ),
  ].filter((item) => item !== false)
  if (items.length === 0) return null
  if (!(choice ?? !isNarrow)) {
    return (
      <div className="pointer-events-auto absolute bottom-2 left-2 rounded-m bg-raised shadow-pop">
        <IconButton label="What the map shows" icon={ListTree} side="right" onClick={() => setChoice(true)} />
      </div>
    )
  }
  return (
    <section
      aria-label="What the map shows"
      className="pointer-events-auto absolute bottom-2 left-2 flex max-w-[calc(100%-232px)] items-start rounded-m bg-raised/95 py-0.5 pr-0.5 pl-2 text-12 text-ink-2 shadow-pop narrow:bottom-13 narrow:max-w-[calc(100%-16px)]"
    >
      <ul className="flex flex-wrap gap-x-3">{items}</ul>
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
