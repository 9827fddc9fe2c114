import { Button, classNames, Notice, SkeletonRows, toast, formatNumber } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Trash2, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useCommands } from '../../shell/commands.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { useDay } from '../day/day-context.ts'
import { useDaySearch } from '../day/use-day-search.ts'
import { useMedia } from '../day/use-media.ts'
import { checkRange } from './check-range.ts'
import { NoOrders } from './no-orders.tsx'
import { OrderFilters, type OrderOrder } from './order-filters.tsx'
import { OrderRow } from './order-row.tsx'
import { useOrderPages } from './use-order-pages.ts'

const nothing: ReadonlySet<string> = new Set()

/** The orders of the day: search, filter, sort, tick, open, delete with undo; 10,000 rows stay quick. */
export function OrdersPanel(): ReactNode {
  const { depot, date, canEdit, selection, selectOrder, editOrder } = useDay()
  const [search, setSearch] = useDaySearch()
  const [order, setOrder] = useState<OrderOrder>({ sort: 'reference', isDescending: false })
  const list = useOrderPages({
    depotId: depot.id,
    date,
    states: search.states ?? [],
    search: search.q ?? '',
    ...order,
  })
  const { orders, total, counts, loadMore } = list
  const isTouch = useMedia('(pointer: coarse), (max-width: 640px)')
  const rowHeight = isTouch ? 56 : 32
  const scroller = useRef<HTMLDivElement>(null)
  // The compiler leaves this component alone, which is what the virtualizer needs.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: orders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])

  const items = rows.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown > orders.length - 60) loadMore?.()
  }, [loadMore, lastShown, orders.length])

  const indexById = useMemo(() => new Map(orders.map(({ id }, index) => [id as string, index])), [orders])
  const chosenIndex = selection.orderId === null ? -1 : (indexById.get(selection.orderId) ?? -1)
  useEffect(() => {
    if (chosenIndex >= 0) rows.scrollToIndex(chosenIndex, { align: 'auto' })
  }, [rows, chosenIndex])

  const [checked, setChecked] = useState(nothing)
  const pressedBefore = useRef<string | null>(null)
  const ticked = useMemo(() => orders.filter(({ id }) => checked.has(id)), [orders, checked])
  const remove = useRemoveOrders((ids) => {
    setChecked(nothing)
    if (selection.orderId !== null && ids.includes(selection.orderId)) selectOrder(null)
  })

  const step = (by: number): void => {
    const next = orders[Math.min(Math.max(chosenIndex + by, 0), orders.length - 1)]
    if (next) selectOrder(next.id)
  }
  const chosen = orders[chosenIndex]
  useCommands([
    {
      id: 'orders.next',
      group: 'Orders',
      label: 'Next order',
      keys: 'j',
      isKeyOnly: true,
      run: () => step(1),
    },
    {
      id: 'orders.down',
      group: 'Orders',
      label: 'Next order',
      keys: 'ArrowDown',
      isKeyOnly: true,
      run: () => step(1),
    },
    {
      id: 'orders.before',
      group: 'Orders',
      label: 'Order before',
      keys: 'k',
      isKeyOnly: true,
      run: () => step(-1),
    },
    {
      id: 'orders.up',
      group: 'Orders',
      label: 'Order before',
      keys: 'ArrowUp',
      isKeyOnly: true,
      run: () => step(-1),
    },
    ...(chosen
      ? [
          {
            id: 'orders.open',
            group: 'Orders',
            label: `Open ${chosen.reference}`,
            keys: 'Enter',
            run: () => editOrder(chosen),
          },
        ]
      : []),
    ...(chosen && canEdit
      ? [
          {
            id: 'orders.tick',
            group: 'Orders',
            label: 'Tick the order',
            keys: 'x',
            isKeyOnly: true,
            run: () =>
              setChecked(checkRange(checked, [chosen.id], { id: chosen.id, before: null, isRange: false })),
          },
          {
            id: 'orders.delete',
            group: 'Orders',
            label: ticked.length > 0 ? `Delete ${ticked.length} orders` : `Delete ${chosen.reference}`,
            keys: 'Delete',
            run: () => remove.run((ticked.length > 0 ? ticked : [chosen]).map(({ id }) => id)),
          },
        ]
      : []),
  ])

  const isFiltered = (search.q ?? '') !== '' || (search.states ?? []).length > 0
  const everyOrder = counts === null ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (list.error !== null && orders.length === 0)
    return <QueryError error={list.error} onRetry={list.refetch} />
  if (counts !== null && everyOrder === 0 && !isFiltered) return <NoOrders />
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <OrderFilters counts={counts} order={order} onOrder={setOrder} />
      {list.isPending ? <SkeletonRows rows={12} label="Loading orders" /> : null}
      {counts !== null && orders.length === 0 ? (
        <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-ink-2">
          <p>No order matches.</p>
          <Button size="s" onClick={() => setSearch({ q: undefined, states: undefined })}>
            Show all {formatNumber(everyOrder)}
          </Button>
        </div>
      ) : null}
      {list.error !== null && orders.length > 0 ? (
        <Notice
          meaning="risk"
          title="The list may be old."
          className="m-2"
          actions={
            <Button size="s" onClick={list.refetch}>
              Load again
            </Button>
          }
        />
      ) : null}
      <section
        ref={scroller}
        aria-label={`Orders, ${formatNumber(total)}`}
        className={classNames(
          'min-h-0 flex-1 overflow-x-hidden overflow-y-auto',
          list.isOutdated && 'opacity-60',
        )}
      >
        <div className="relative" style={{ height: rows.getTotalSize() }}>
          {items.map((item) => {
            const shown = orders[item.index]
            if (!shown) return null
            return (
              <div
                key={shown.id}
                className="absolute inset-x-0"
                style={{ top: item.start, height: item.size }}
              >
                <OrderRow
                  order={shown}
                  index={item.index}
                  isChosen={shown.id === selection.orderId}
                  isChecked={checked.has(shown.id)}
                  onOpen={() => editOrder(shown)}
                  onCheck={(isRange) => {
                    setChecked(
                      checkRange(
                        checked,
                        orders.map(({ id }) => id),
                        { id: shown.id, before: pressedBefore.current, isRange },
                      ),
                    )
                    pressedBefore.current = shown.id
                  }}
                />
              </div>
            )
          })}
        </div>
        {list.isLoadingMore ? <SkeletonRows rows={2} label="Loading more orders" /> : null}
      </section>
      {ticked.length > 0 ? (
        <footer className="flex items-center gap-2 border-t border-line bg-paper px-3 py-1.5">
          <p className="min-w-0 flex-1 truncate tabular-nums">{formatNumber(ticked.length)} ticked</p>
          <Button size="s" variant="quiet" icon={X} onClick={() => setChecked(nothing)}>
            Untick
          </Button>
          <Button
            size="s"
            variant="danger"
            icon={Trash2}
            isBusy={remove.isBusy}
            onClick={() => remove.run(ticked.map(({ id }) => id))}
          >
            Delete
          </Button>
        </footer>
      ) : null}
    </div>
  )
}

interface RemoveOrders {
  readonly isBusy: boolean
  readonly run: (ids: readonly string[]) => void
}

/** Deletes orders at once and offers to take it back. */
function useRemoveOrders(onDone: (ids: readonly string[]) => void): RemoveOrders {
  const restore = useMutation(trpc.orders.restore.mutationOptions())
  const remove = useMutation(
    trpc.orders.remove.mutationOptions({
      onSuccess: ({ removed }, { ids }) => {
        onDone(ids)
        toast({
          text: removed === 1 ? 'Order deleted.' : `${formatNumber(removed)} orders deleted.`,
          undo: async () => {
            await restore.mutateAsync({ ids })
          },
        })
      },
    }),
  )
  return { isBusy: remove.isPending, run: (ids) => remove.mutate({ ids: [...ids] }) }
}
