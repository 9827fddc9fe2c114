import { routeColour } from '@cartage/ui'
import type { ReactNode } from 'react'
import type { RegionScene } from './region-scene.ts'

/** What the marks that are on the map now mean; nothing while there are none. */
export function RegionLegend({ scene }: { readonly scene: RegionScene }): ReactNode {
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
  return (
    <ul
      aria-label="What the map shows"
      className="absolute bottom-2 left-2 flex max-w-[calc(100%-232px)] flex-wrap gap-x-3 rounded-m bg-raised/95 px-2 py-0.5 text-12 text-ink-2 shadow-pop narrow:bottom-8 narrow:max-w-[calc(100%-16px)]"
    >
      {items}
    </ul>
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
