import { routeColour } from '@cartage/ui'
import type { ReactNode } from 'react'
import { LegendBox, LegendItem } from '../map/legend-box.tsx'
import type { RegionScene } from './region-scene.ts'

/** What the marks that are on the map now mean; nothing while there are none. */
export function RegionLegend({ scene }: { readonly scene: RegionScene }): ReactNode {
  const hasClosed = scene.closures.some(({ closure }) => closure.factor === null)
  const hasSlower = scene.closures.some(({ closure }) => closure.factor !== null)
  const hasOneWay = scene.closures.some(
    ({ closure: { road, stretch } }) => stretch !== null && road !== null && road.direction !== 'both',
  )
  const hasPlanned = scene.closures.some(({ status }) => status === 'planned')
  const items = [
    scene.outlines.length > 0 && (
      <LegendItem key="region" label="Region">
        <path d="M1 7h20" stroke="var(--color-ink)" strokeWidth="1.5" strokeDasharray="4 3" />
      </LegendItem>
    ),
    scene.route !== null && (
      <LegendItem key="route" label="Route">
        <path d="M1 7h20" stroke={routeColour(0)} strokeWidth="4" />
      </LegendItem>
    ),
    scene.reach.length > 0 && (
      <LegendItem key="reach" label="5, 10, 15 min from A">
        <rect x="1" y="1" width="20" height="12" fill={routeColour(0)} opacity="0.35" />
      </LegendItem>
    ),
    hasClosed && (
      <LegendItem key="closed" label="Closed">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" />
        <path d="M7.5 7h7" stroke="var(--color-page)" strokeWidth="2.4" />
      </LegendItem>
    ),
    hasSlower && (
      <LegendItem key="slower" label="Other speed">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" />
        <path
          d="M10 4.5 7.5 7l2.5 2.5M14 4.5 11.5 7 14 9.5"
          fill="none"
          stroke="var(--color-page)"
          strokeWidth="1.4"
        />
      </LegendItem>
    ),
    hasOneWay && (
      <LegendItem key="one-way" label="This direction only">
        <path d="M1 7h20" stroke="var(--color-ink)" strokeWidth="6" />
        <path
          d="m5 4.8 2.2 2.2L5 9.2m8-4.4L15.2 7 13 9.2"
          fill="none"
          stroke="var(--color-page)"
          strokeWidth="1.3"
        />
      </LegendItem>
    ),
    hasPlanned && (
      <LegendItem key="planned" label="Pale: planned">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" opacity="0.5" />
      </LegendItem>
    ),
  ].filter((item) => item !== false)
  if (items.length === 0) return null
  return <LegendBox>{items}</LegendBox>
}
