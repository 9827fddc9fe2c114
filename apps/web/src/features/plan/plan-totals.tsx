import type { PlanTotals as Totals } from '@cartage/domain'
import {
  classNames,
  distanceParts,
  formatDuration,
  formatMoney,
  formatNumber,
  NumberWithUnit,
} from '@cartage/ui'
import type { ReactNode } from 'react'

/** The plan in six figures. */
export function PlanTotals({
  totals,
  currency,
}: {
  readonly totals: Totals
  readonly currency: string
}): ReactNode {
  return (
    <dl className="grid grid-cols-3 gap-x-3 gap-y-2 border-b border-line px-3 py-3">
      <Figure term="Cost">{formatMoney(totals.cost, currency)}</Figure>
      <Figure term="Distance">
        <NumberWithUnit {...distanceParts(totals.distanceM)} />
      </Figure>
      <Figure term="Driving">{formatDuration(totals.drivingS)}</Figure>
      <Figure term="Routes">{formatNumber(totals.routes)}</Figure>
      <Figure term="Stops">{formatNumber(totals.stops)}</Figure>
      <Figure term="Unassigned" isRisk={totals.unassigned > 0}>
        {formatNumber(totals.unassigned)}
      </Figure>
    </dl>
  )
}

function Figure({
  term,
  isRisk = false,
  children,
}: {
  readonly term: string
  readonly isRisk?: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="truncate text-12 text-ink-3">{term}</dt>
      <dd className={classNames('truncate text-15 font-strong tabular-nums', isRisk && 'text-risk')}>
        {children}
      </dd>
    </div>
  )
}
