import { Menu } from '@cartage/ui'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, Plus, Warehouse } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../session/session.ts'
import { today } from '@cartage/domain'
import type { Place } from './use-place.ts'

/** Names the depot and goes to another; the day stays unless it is today, which each depot counts for itself. */
export function DepotSwitcher({ place }: { readonly place: Place }): ReactNode {
  const navigate = useNavigate()
  const isAdmin = useSession()?.role === 'admin'
  if (place.depot === null) return null
  const { depot } = place
  const choices = place.depots.map((item) => ({
    label: item.name,
    detail: item.region,
    isChecked: item.id === depot.id,
    onSelect: () => {
      const date = place.date === null || place.date === place.today ? today(item.zone) : place.date
      void navigate({ to: '/day/$depotId/$date', params: { depotId: item.id, date } })
    },
  }))
  const manage = {
    label: 'Add or edit depots',
    icon: Plus,
    onSelect: () => {
      void navigate({ to: '/settings/depots' })
    },
  }
  return (
    <Menu
      align="start"
      groups={isAdmin ? [choices, [manage]] : [choices]}
      trigger={
        <button
          type="button"
          aria-label={`Depot: ${depot.name}`}
          className="flex h-(--control) min-w-0 shrink items-center gap-1.5 rounded-m px-2 text-13 font-strong hover:bg-hover data-[state=open]:bg-hover narrow:max-w-40"
        >
          <Warehouse aria-hidden size={16} className="shrink-0 text-ink-3 narrow:hidden" />
          <span className="truncate">{depot.name}</span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-ink-3" />
        </button>
      }
    />
  )
}
