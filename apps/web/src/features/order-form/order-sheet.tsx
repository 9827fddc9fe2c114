import type { Order } from '@cartage/domain'
import { Sheet, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { OrderForm } from './order-form.tsx'

export interface OrderSheetProps {
  readonly depotId: string
  readonly date: string
  /** The order to change, `new` to add one, null for closed. */
  readonly open: string | null
  readonly onClose: () => void
  readonly onSaved?: (order: Order) => void
}

/** Adds or changes an order in a panel beside the map. */
export function OrderSheet({ depotId, date, open, onClose, onSaved }: OrderSheetProps): ReactNode {
  const depot = useQuery(trpc.depots.list.queryOptions()).data?.items.find(({ id }) => id === depotId)
  const vehicles = useQuery(trpc.vehicles.list.queryOptions({ depotId }))
  const isNew = open === 'new'
  const order = useQuery({
    ...trpc.orders.get.queryOptions({ id: open ?? '' }),
    enabled: open !== null && !isNew,
  })
  const [round, setRound] = useState(0)
  const isWaiting = depot === undefined || vehicles.isPending || (!isNew && order.isPending)
  return (
    <Sheet
      title={isNew ? 'Add an order' : order.data === undefined ? 'Order' : `Order ${order.data.reference}`}
      isOpen={open !== null}
      onClose={onClose}
    >
      {order.isLoadingError ? (
        <QueryError error={order.error} onRetry={() => void order.refetch()} />
      ) : isWaiting ? (
        <SkeletonRows label="Loading the order" />
      ) : (
        <OrderForm
          key={`${open ?? ''} ${round}`}
          depot={depot}
          date={date}
          order={isNew ? null : (order.data ?? null)}
          onCancel={onClose}
          onReload={() => {
            void order.refetch().then(() => {
              setRound(round + 1)
            })
          }}
          onDone={(saved) => {
            onSaved?.(saved)
            onClose()
          }}
        />
      )}
    </Sheet>
  )
}
