import { CommandPalette, type PaletteGroup } from '@cartage/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Package, Warehouse } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { trpc } from '../api/trpc.ts'
import { useAllCommands } from './commands.ts'
import { useDebounced } from './use-debounced.ts'
import { usePlace } from './use-place.ts'

/** Orders of the day by reference, address or contact, things to do, and depots to go to. */
export function FindEverything({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim())
  const { depots, depot, date } = usePlace()
  const commands = useAllCommands().filter((command) => command.isKeyOnly !== true)
  const orders = useQuery({
    ...trpc.orders.list.queryOptions({ depotId: depot?.id ?? '', date: date ?? '', search, limit: 12 }),
    enabled: isOpen && search.length >= 2 && depot !== null && date !== null,
    placeholderData: keepPreviousData,
  })
  const close = (): void => {
    setText('')
    onClose()
  }
  const groups: readonly PaletteGroup[] = [
    {
      heading: 'Orders of the day',
      isSearched: true,
      items:
        search.length < 2 || depot === null || date === null
          ? []
          : (orders.data?.items ?? []).map((order) => ({
              id: order.id,
              label: order.reference,
              detail: order.place.address,
              icon: Package,
              run: () =>
                void navigate({
                  to: '/day/$depotId/$date',
                  params: { depotId: depot.id, date },
                  search: { tab: 'orders', order: order.id },
                }),
            })),
    },
    ...[...new Set(commands.map(({ group }) => group))].map((heading) => ({
      heading,
      items: commands
        .filter(({ group }) => group === heading)
        .map(({ id, label, icon, keys, run }) => ({
          id,
          label,
          run,
          ...(icon === undefined ? {} : { icon }),
          ...(keys === undefined ? {} : { keys }),
        })),
    })),
    {
      heading: 'Depots',
      items: depots.map((item) => ({
        id: item.id,
        label: item.name,
        detail: item.address,
        icon: Warehouse,
        run: () => {
          if (date !== null) void navigate({ to: '/day/$depotId/$date', params: { depotId: item.id, date } })
        },
      })),
    },
  ]
  return (
    <CommandPalette
      isOpen={isOpen}
      onClose={close}
      text={text}
      onTextChange={setText}
      groups={groups}
      isSearching={orders.isFetching}
      placeholder="Find an order, or say what to do"
    />
  )
}
