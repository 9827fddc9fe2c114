import { Button, EmptyState } from '@cartage/ui'
import { Package, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useDay } from '../day/day-context.ts'
import { DropOrders } from '../import/drop-orders.tsx'
import { SampleDayButton } from './sample-day-button.tsx'

/** A day without orders: what belongs here, and the ways to begin. */
export function NoOrders(): ReactNode {
  const { depot, date, canEdit, editOrder } = useDay()
  if (!canEdit) {
    return (
      <EmptyState icon={Package} title="No orders on this day">
        Dispatchers add orders here.
      </EmptyState>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <EmptyState
        icon={Package}
        title="No orders on this day"
        actions={
          <>
            <Button icon={Plus} onClick={() => editOrder(null)}>
              Add an order
            </Button>
            <SampleDayButton />
          </>
        }
      >
        A file has one order a row. Every row is checked first; nothing is imported until you say so.
      </EmptyState>
      <div className="px-4 pb-6">
        <DropOrders depotId={depot.id} date={date} />
      </div>
    </div>
  )
}
