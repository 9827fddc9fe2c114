import { routeColour } from '@cartage/ui'
import type { ReactNode } from 'react'
import { LegendBox, LegendItem } from './legend-box.tsx'

/** What the marks on the map of a day mean. */
export function MapLegend(): ReactNode {
  return (
    <LegendBox>
      <LegendItem label="Depot">
        <rect x="5" y="1" width="12" height="12" fill="var(--color-ink)" />
      </LegendItem>
      <LegendItem label="Route">
        <path d="M0 7h22" stroke={routeColour(0)} strokeWidth="3.5" />
        <path d="m9 4.5 3 2.5-3 2.5" fill="none" stroke="#fff" strokeWidth="1.3" />
      </LegendItem>
      <LegendItem label="Stop in order">
        <circle cx="11" cy="7" r="6.5" fill={routeColour(0)} />
        <text x="11" y="10" fontSize="8" fontWeight="600" textAnchor="middle" fill="#fff">
          1
        </text>
      </LegendItem>
      <LegendItem label="Late">
        <circle cx="11" cy="7" r="5" fill={routeColour(0)} stroke="var(--color-late)" strokeWidth="2" />
        <path d="M14 0h6v6z" fill="var(--color-late)" />
      </LegendItem>
      <LegendItem label="Unassigned">
        <circle cx="11" cy="7" r="4.5" fill="none" stroke="var(--color-ink)" strokeWidth="2.2" />
      </LegendItem>
      <LegendItem label="Several">
        <circle cx="11" cy="7" r="6.5" fill="var(--color-ink)" />
        <text x="11" y="10" fontSize="8" fontWeight="600" textAnchor="middle" fill="var(--color-page)">
          9
        </text>
      </LegendItem>
    </LegendBox>
  )
}
