import { formatMoney, formatNumber } from '@cartage/ui'
import { useId, type ReactNode } from 'react'
import { chartScale, stepPath, type CostTrace } from './cost-trace.ts'

const size = { width: 320, height: 112, left: 52, right: 10, top: 10, bottom: 20 }

/** Best cost over time while a plan is searched for: each step down is a better plan found. */
export function CostChart({
  trace,
  limitS,
  currency,
}: {
  readonly trace: CostTrace
  readonly limitS: number
  readonly currency: string
}): ReactNode {
  const title = useId()
  const scale = chartScale(trace, limitS)
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom }
  const x = (seconds: number): number => size.left + (seconds / scale.toS) * inner.width
  const y = (cost: number): number =>
    size.top + (1 - (cost - scale.fromCost) / (scale.toCost - scale.fromCost)) * inner.height
  const last = trace.at(-1)
  return (
    <figure className="m-0">
      <figcaption id={title} className="mb-1 text-12 text-ink-3">
        Best cost over time
        {scale.fromCost > 0 ? <span>, axis cut at {formatMoney(scale.fromCost, currency)}</span> : null}
      </figcaption>
      <svg
        aria-labelledby={title}
        viewBox={`0 0 ${size.width} ${size.height}`}
        className="block w-full text-12 text-ink-3 tabular-nums"
      >
        {scale.costTicks.map((cost) => (
          <g key={cost}>
            <line
              x1={size.left}
              x2={size.width - size.right}
              y1={y(cost)}
              y2={y(cost)}
              stroke="var(--color-line)"
            />
            <text
              x={size.left - 6}
              y={y(cost)}
              dy="0.32em"
              textAnchor="end"
              fontSize="10"
              fill="currentColor"
            >
              {formatMoney(cost, currency)}
            </text>
          </g>
        ))}
        {scale.timeTicks.map((seconds) => (
          <text
            key={seconds}
            x={x(seconds)}
            y={size.height - 5}
            textAnchor={seconds === scale.toS ? 'end' : 'middle'}
            fontSize="10"
            fill="currentColor"
          >
            {formatNumber(seconds)} s
          </text>
        ))}
        <path
          d={stepPath(trace, x, y)}
          fill="none"
          stroke="var(--color-accent)"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        {last ? <circle cx={x(last[0])} cy={y(last[1])} r="3" fill="var(--color-accent)" /> : null}
      </svg>
      <table className="sr-only">
        <caption>Best cost over time</caption>
        <thead>
          <tr>
            <th scope="col">Seconds</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {trace.map(([seconds, cost]) => (
            <tr key={seconds}>
              <td>{formatNumber(seconds, 1)}</td>
              <td>{formatMoney(cost, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
