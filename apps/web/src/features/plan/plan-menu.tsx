import type { Plan } from '@cartage/domain'
import { IconButton, Menu } from '@cartage/ui'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, FileSpreadsheet, Map as MapIcon, Printer, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useDay } from '../day/day-context.ts'
import type { PlanActions } from './use-plan-actions.ts'

/** What can be done with a plan besides publishing it: print, export, take back. */
export function PlanMenu({
  plan,
  actions,
}: {
  readonly plan: Plan
  readonly actions: PlanActions
}): ReactNode {
  const { canEdit } = useDay()
  const navigate = useNavigate()
  const download = (kind: 'csv' | 'geojson'): void => {
    const link = document.createElement('a')
    link.href = `/api/exports/plans/${plan.id}.${kind}`
    link.download = ''
    link.click()
  }
  return (
    <Menu
      trigger={<IconButton label="Print and export" icon={Ellipsis} size="s" />}
      groups={[
        [
          {
            label: 'Print manifest',
            icon: Printer,
            onSelect: () => void navigate({ to: '/plans/$planId/manifest', params: { planId: plan.id } }),
          },
          { label: 'Export CSV', icon: FileSpreadsheet, onSelect: () => download('csv') },
          { label: 'Export GeoJSON', icon: MapIcon, onSelect: () => download('geojson') },
        ],
        ...(plan.state === 'published' && canEdit
          ? [[{ label: 'Take back publishing', icon: Undo2, onSelect: () => actions.unpublish(plan.id) }]]
          : []),
      ]}
    />
  )
}
