import type { ReactNode } from 'react'
import { FleetPanel } from '../fleet/fleet-panel.tsx'
import { OrdersPanel } from '../orders-list/orders-panel.tsx'
import { PlanPanel } from '../plan/plan-panel.tsx'
import { usePlanKey } from '../plan/use-plan-key.ts'
import { useDay } from './day-context.ts'
import type { DayTab } from './day-search.ts'
import type { DayData } from './use-day-data.ts'

export interface PanelTab {
  readonly value: DayTab
  readonly label: string
  readonly count?: number | undefined
  readonly content: ReactNode
}

/** The three panels of a day as tabs, with what each holds. */
export function usePanelTabs(data: DayData): readonly PanelTab[] {
  const { depot, date } = useDay()
  usePlanKey()
  return [
    {
      value: 'orders',
      label: 'Orders',
      ...(data.orders.length > 0 ? { count: data.orders.length } : {}),
      content: <OrdersPanel key={`${depot.id} ${date}`} />,
    },
    { value: 'fleet', label: 'Fleet', content: <FleetPanel depotId={depot.id} date={date} /> },
    {
      value: 'plan',
      label: 'Plan',
      ...(data.plan ? { count: data.plan.routes.length } : {}),
      content: <PlanPanel />,
    },
  ]
}
