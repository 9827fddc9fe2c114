import { Play } from 'lucide-react'
import { useCommands } from '../../shell/commands.ts'
import { useDay } from '../day/day-context.ts'
import { useDaySearch } from '../day/use-day-search.ts'
import { usePlanActions } from './use-plan-actions.ts'

/** How long a search started by key takes, in seconds, unless the panel says otherwise. */
const usualLimitS = 15

/** Plans the day from any of its panels and turns to the one that shows how it goes. */
export function usePlanKey(): void {
  const { canEdit, isPast, latest } = useDay()
  const [search, setSearch] = useDaySearch()
  const actions = usePlanActions(false)
  const canStart = canEdit && !isPast && latest?.state !== 'solving' && search.tab !== 'plan'
  useCommands(
    canStart
      ? [
          {
            id: 'plan.start',
            group: 'Plan',
            label: 'Plan the day',
            keys: 'p',
            icon: Play,
            run: () => {
              setSearch({ tab: 'plan' })
              actions.start(usualLimitS)
            },
          },
        ]
      : [],
  )
}
