import type { Route } from '@cartage/domain'
import { routeColour, Select } from '@cartage/ui'
import { useId, useState, type ReactNode } from 'react'
import { dimensionUnit, formatAmount } from '../day/format.ts'
import { dimensionWords } from '../fleet/dimension-words.ts'
import { loadCurve, loadPeaks } from './route-load.ts'

const size = { width: 320, height: 84, left: 40, right: 8, top: 8, bottom: 16 }

/** What is on board along the route, against what the vehicle holds. */
export function LoadChart({ route }: { readonly route: Route }): ReactNode {
  const title = useId()
  const peaks = loadPeaks(route)
  const [chosen, setChosen] = useState<string | null>(null)
  const peak = peaks.find(({ dimension }) => dimension === chosen) ?? peaks[0]
  if (!peak || route.stops.length === 0) return null
  const curve = loadCurve(route, peak.dimension)
  const top = Math.max(peak.capacity, peak.most)
  const width = size.width - size.left - size.right
  const height = size.height - size.top - size.bottom
  const step = width / curve.length
  const y = (amount: number): number => size.top + (1 - amount / top) * height
  const line = curve.map(
    (amount, index) =>
      `H${(size.left + (index + 1) * step).toFixed(1)}V${y(curve[index + 1] ?? amount).toFixed(1)}`,
  )
  const path = `M${size.left} ${y(curve[0] ?? 0).toFixed(1)}${line.join('')}`
  const unit = dimensionUnit(peak.dimension)
  const isOver = peak.most > peak.capacity + 1e-9
  return (
    <figure className="m-0 border-b border-line px-3 py-2">
      <figcaption id={title} className="mb-1 flex items-center gap-2 text-12 text-ink-3">
        <span className="min-w-0 flex-1">On board along the route, {unit}</span>
        {peaks.length > 1 ? (
          <Select
            aria-label="Load dimension"
            size="s"
            className="w-28"
            value={peak.dimension}
            options={peaks.map(({ dimension }) => ({
              value: dimension,
              label: dimensionWords(dimension).name,
            }))}
            onChange={setChosen}
          />
        ) : null}
      </figcaption>
      <svg
        aria-labelledby={title}
        viewBox={`0 0 ${size.width} ${size.height}`}
        className="block w-full text-ink-3 tabular-nums"
      >
        {[0, peak.capacity].map((amount) => (
          <g key={amount}>
            <line
              x1={size.left}
              x2={size.width - size.right}
              y1={y(amount)}
              y2={y(amount)}
              stroke={amount === 0 ? 'var(--color-edge)' : 'var(--color-line)'}
              strokeDasharray={amount === 0 ? undefined : '3 3'}
            />
            <text
              x={size.left - 5}
              y={y(amount)}
              dy="0.32em"
              textAnchor="end"
              fontSize="10"
              fill="currentColor"
            >
              {formatAmount(amount)}
            </text>
          </g>
        ))}
        <path
          d={`${path}V${y(0).toFixed(1)}H${size.left}Z`}
          fill={isOver ? 'var(--color-late)' : routeColour(route.colour)}
          opacity="0.18"
        />
        <path
          d={path}
          fill="none"
          stroke={isOver ? 'var(--color-late)' : routeColour(route.colour)}
          strokeWidth="2"
        />
        <text x={size.left} y={size.height - 3} fontSize="10" fill="currentColor">
          depot
        </text>
        <text
          x={size.width - size.right}
          y={size.height - 3}
          textAnchor="end"
          fontSize="10"
          fill="currentColor"
        >
          stop {route.stops.length}
        </text>
      </svg>
    </figure>
  )
}
