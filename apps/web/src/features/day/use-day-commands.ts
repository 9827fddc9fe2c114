import { Expand, ListChecks, Plus, Route, Truck, Undo2 } from 'lucide-react'
import { useCommands } from '../../shell/commands.ts'
import type { Day } from './day-context.ts'
import { stepBack, type Selection } from './selection.ts'
import { useDaySearch } from './use-day-search.ts'

/** The keys that work anywhere on the day page. */
export function useDayCommands({
  day,
  choose,
}: {
  readonly day: Day | null
  readonly choose: (selection: Selection) => void
}): void {
  const [, setSearch] = useDaySearch()
  const group = 'Day'
  const hasSelection = day !== null && (day.selection.orderId !== null || day.selection.routeId !== null)
  useCommands(
    day === null
      ? []
      : [
          {
            id: 'day.orders',
            group,
            label: 'Orders',
            keys: '1',
            icon: ListChecks,
            run: () => setSearch({ tab: 'orders' }),
          },
          {
            id: 'day.fleet',
            group,
            label: 'Fleet',
            keys: '2',
            icon: Truck,
            run: () => setSearch({ tab: 'fleet' }),
          },
          {
            id: 'day.plan',
            group,
            label: 'Plan',
            keys: '3',
            icon: Route,
            run: () => setSearch({ tab: 'plan' }),
          },
          {
            id: 'day.fit',
            group,
            label: 'Show everything on the map',
            keys: 'f',
            icon: Expand,
            run: day.fit,
          },
          ...(day.canEdit
            ? [
                {
                  id: 'day.add',
                  group,
                  label: 'Add an order',
                  keys: 'n',
                  icon: Plus,
                  run: () => day.editOrder(null),
                },
              ]
            : []),
          ...(hasSelection
            ? [
                {
                  id: 'day.back',
                  group,
                  label: 'Let go of what is chosen',
                  keys: 'Escape',
                  icon: Undo2,
                  isKeyOnly: true,
                  run: () => choose(stepBack(day.selection)),
                },
              ]
            : []),
        ],
  )
}
