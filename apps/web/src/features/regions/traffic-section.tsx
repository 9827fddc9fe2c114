import type { RegionSummary, RegionTraffic } from '@cartage/domain'
import { Button } from '@cartage/ui'
import { Download, Pencil, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { saveFile } from './save-file.ts'
import { useRemoveTraffic } from './use-traffic.ts'

export interface TrafficSectionProps {
  readonly region: RegionSummary
  readonly traffic: RegionTraffic | null
  readonly canEdit: boolean
  readonly onEdit: () => void
}

/** What can be done about the usual speeds of a region by the hour of the week. */
export function TrafficSection({ region, traffic, canEdit, onEdit }: TrafficSectionProps): ReactNode {
  const remove = useRemoveTraffic(region.name)
  if (!canEdit && traffic === null) return null
  return (
    <section aria-labelledby="region-traffic" className="flex flex-col gap-2 border-t border-line pt-4">
      <h2 id="region-traffic" className="text-13 font-strong">
        Traffic by the hour of the week
      </h2>
      <p className="text-12 text-pretty text-ink-3">
        {traffic === null
          ? 'Every hour has the speeds of the profiles. A file of factors makes mornings slower than nights, for plans and routes alike.'
          : 'Plans take the speeds of their hours, and a route those of its departure. It stays when the region is built again.'}
      </p>
      <div className="flex flex-wrap gap-2">
        {canEdit ? (
          <Button size="s" icon={traffic === null ? Plus : Pencil} onClick={onEdit}>
            {traffic === null ? 'Add traffic' : 'Change the traffic'}
          </Button>
        ) : null}
        {traffic === null ? null : (
          <Button
            size="s"
            icon={Download}
            onClick={() => saveFile(`${region.name}-traffic.json`, traffic.text)}
          >
            Download
          </Button>
        )}
        {traffic === null || !canEdit ? null : (
          <Button
            size="s"
            variant="quiet"
            icon={Trash2}
            isBusy={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Remove the traffic
          </Button>
        )}
      </div>
    </section>
  )
}
