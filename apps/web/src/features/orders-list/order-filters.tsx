import { orderStates, type OrderState } from '@cartage/domain'
import { classNames, formatNumber, IconButton, Input, Menu } from '@cartage/ui'
import { ArrowDownUp, Plus, Search, X } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useCommands } from '../../shell/commands.ts'
import { useDay } from '../day/day-context.ts'
import { useDaySearch } from '../day/use-day-search.ts'
import { ImportOrdersButton } from '../import/import-orders-button.tsx'
import { stateWords } from './order-words.ts'
import type { OrderSort } from './use-order-pages.ts'

/** How the list is sorted. */
export interface OrderOrder {
  readonly sort: OrderSort
  readonly isDescending: boolean
}

const sorts: readonly { readonly sort: OrderSort; readonly label: string }[] = [
  { sort: 'reference', label: 'Reference' },
  { sort: 'address', label: 'Address' },
  { sort: 'priority', label: 'Priority' },
  { sort: 'state', label: 'State' },
  { sort: 'updatedAt', label: 'Last changed' },
]

/** Search, sort and a chip for each state that occurs, with its count. */
export function OrderFilters({
  counts,
  order,
  onOrder,
}: {
  readonly counts: Readonly<Record<OrderState, number>> | null
  readonly order: OrderOrder
  readonly onOrder: (order: OrderOrder) => void
}): ReactNode {
  const { depot, date, canEdit, editOrder } = useDay()
  const [search, setSearch] = useDaySearch()
  const [text, setText] = useState(search.q ?? '')
  const input = useRef<HTMLInputElement>(null)
  const chosen = search.states ?? []
  useEffect(() => {
    const timer = setTimeout(() => {
      const q = text.trim() === '' ? undefined : text.trim()
      if (q !== search.q) setSearch({ q })
    }, 200)
    return () => clearTimeout(timer)
  }, [text, search.q, setSearch])
  useCommands([
    {
      id: 'orders.search',
      group: 'Orders',
      label: 'Search orders',
      keys: '/',
      icon: Search,
      run: () => input.current?.focus(),
    },
  ])
  const toggle = (state: OrderState): void => {
    const next = chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state]
    setSearch({ states: next.length === 0 ? undefined : next })
  }
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 py-2">
      <div className="flex gap-1">
        <div className="relative min-w-0 flex-1">
          <Search aria-hidden size={14} className="absolute inset-y-0 left-2.5 my-auto text-ink-3" />
          <Input
            ref={input}
            type="search"
            aria-label="Search orders"
            placeholder="Search orders"
            title="Finds reference, address, contact and notes"
            className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              if (text === '') input.current?.blur()
              else setText('')
            }}
          />
          {text === '' ? null : (
            <button
              type="button"
              aria-label="Clear the search"
              className="absolute inset-y-0 right-1 my-auto flex size-7 items-center justify-center rounded-s text-ink-3 hover:text-ink"
              onClick={() => setText('')}
            >
              <X aria-hidden size={14} />
            </button>
          )}
        </div>
        <Menu
          trigger={
            <IconButton
              label={`Sorted by ${(sorts.find(({ sort }) => sort === order.sort)?.label ?? '').toLowerCase()}`}
              icon={ArrowDownUp}
            />
          }
          groups={[
            sorts.map(({ sort, label }) => ({
              label,
              isChecked: sort === order.sort,
              onSelect: () => onOrder({ ...order, sort }),
            })),
            [
              {
                label: 'Descending',
                isChecked: order.isDescending,
                onSelect: () => onOrder({ ...order, isDescending: !order.isDescending }),
              },
            ],
          ]}
        />
        {canEdit ? (
          <>
            <IconButton label="Add an order" icon={Plus} keys="n" onClick={() => editOrder(null)} />
            <span className="narrow:hidden">
              <ImportOrdersButton depotId={depot.id} date={date} />
            </span>
          </>
        ) : null}
      </div>
      {counts === null ? (
        <div className="h-6" />
      ) : (
        <fieldset aria-label="Show by state" className="flex flex-wrap gap-1">
          <Chip
            label="All"
            count={Object.values(counts).reduce((sum, count) => sum + count, 0)}
            isOn={chosen.length === 0}
            onPress={() => setSearch({ states: undefined })}
          />
          {orderStates
            .filter((state) => counts[state] > 0 || chosen.includes(state))
            .map((state) => (
              <Chip
                key={state}
                label={stateWords[state]}
                count={counts[state]}
                isOn={chosen.includes(state)}
                onPress={() => toggle(state)}
              />
            ))}
        </fieldset>
      )}
    </div>
  )
}

function Chip({
  label,
  count,
  isOn,
  onPress,
}: {
  readonly label: string
  readonly count: number
  readonly isOn: boolean
  readonly onPress: () => void
}): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={classNames(
        'inline-flex h-6 items-center gap-1 rounded-full border px-2.5 text-12 touch:h-9 touch:px-3.5',
        isOn
          ? 'border-accent bg-accent-soft font-strong text-accent'
          : 'border-line text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      {label}
      <span className={classNames('tabular-nums', !isOn && 'text-ink-3')}>{formatNumber(count)}</span>
    </button>
  )
}
