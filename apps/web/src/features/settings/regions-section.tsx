import type { RegionSummary } from '@cartage/domain'
import { Badge, Button, EmptyState, formatAge, formatBytes, Progress, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Map, Plus, Trash2, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { AddRegion } from './add-region.tsx'
import { regionPhaseWords } from './region-words.ts'
import { RemoveRegion } from './remove-region.tsx'
import { SectionHead } from './section-head.tsx'

/** The regions of this installation: roads, addresses and the map, each from one extract. */
export function RegionsSection(): ReactNode {
  const isAdmin = useSession()?.role === 'admin'
  const [isAdding, setIsAdding] = useState(false)
  const [removing, setRemoving] = useState<RegionSummary | null>(null)
  const regions = useQuery({
    ...trpc.regions.list.queryOptions(),
    // Progress comes as events; asking now and then covers a stream that broke.
    refetchInterval: ({ state }) =>
      state.data?.items.some((region) => region.state === 'building') === true ? 2_000 : false,
  })
  return (
    <>
      <SectionHead
        title="Regions"
        action={
          isAdmin ? (
            <Button variant="primary" icon={Plus} onClick={() => setIsAdding(true)}>
              Add a region
            </Button>
          ) : null
        }
      >
        Roads, addresses and the map, built from an OpenStreetMap extract. Nothing is fetched from elsewhere
        later.
      </SectionHead>
      {regions.isPending ? (
        <SkeletonRows label="Loading the regions" />
      ) : regions.isLoadingError ? (
        <QueryError error={regions.error} onRetry={() => void regions.refetch()} />
      ) : regions.data.items.length === 0 ? (
        <EmptyState
          icon={Map}
          title="No region yet"
          actions={
            isAdmin ? (
              <Button icon={Plus} onClick={() => setIsAdding(true)}>
                Add a region
              </Button>
            ) : null
          }
        >
          An extract of your city or country, as an .osm.pbf file, gives Cartage its roads.
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {regions.data.items.map((region) => (
            <li key={region.name}>
              <RegionCard region={region} canEdit={isAdmin} onRemove={() => setRemoving(region)} />
            </li>
          ))}
        </ul>
      )}
      <AddRegion isOpen={isAdding} onClose={() => setIsAdding(false)} />
      <RemoveRegion region={removing} onClose={() => setRemoving(null)} />
    </>
  )
}

interface RegionCardProps {
  readonly region: RegionSummary
  readonly canEdit: boolean
  readonly onRemove: () => void
}

function RegionCard({ region, canEdit, onRemove }: RegionCardProps): ReactNode {
  const cancel = useMutation(
    trpc.regions.cancel.mutationOptions({
      onSuccess: () => {
        toast({ text: `Stopped building ${region.name}` })
      },
      onSettled: () => void queryClient.invalidateQueries(trpc.regions.pathFilter()),
    }),
  )
  const facts = [
    region.profiles.join(', '),
    region.sizeBytes === null ? '' : formatBytes(region.sizeBytes),
    region.builtAt === null ? '' : `built ${ago(region.builtAt)}`,
  ].filter((fact) => fact !== '')
  return (
    <section aria-label={`Region ${region.name}`} className="rounded-l border border-line bg-paper px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="min-w-0 truncate text-15 font-strong">{region.name}</h2>
        {region.state === 'ready' ? <Badge meaning="done">Ready</Badge> : null}
        {region.state === 'building' ? <Badge meaning="info">Building</Badge> : null}
        {region.state === 'failed' ? <Badge meaning="late">Failed</Badge> : null}
        <span className="flex-1" />
        {canEdit && region.state === 'building' ? (
          <Button
            size="s"
            icon={X}
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate({ name: region.name })}
          >
            Cancel
          </Button>
        ) : null}
        {canEdit && region.state !== 'building' ? (
          <Button size="s" variant="quiet" icon={Trash2} onClick={onRemove}>
            Delete
          </Button>
        ) : null}
      </div>
      {region.state === 'building' ? (
        <div className="mt-2">
          <Progress
            label={capitalised(regionPhaseWords(region.progress?.phase ?? ''))}
            done={region.progress?.done ?? 0}
            total={region.progress?.total ?? 0}
          />
        </div>
      ) : (
        <p className="mt-0.5 text-12 text-ink-3 tabular-nums">{facts.join(' · ')}</p>
      )}
      {region.failure === null ? null : <p className="mt-1 text-13 text-late">{region.failure}</p>}
      <p className="mt-0.5 text-12 text-ink-3">{region.attribution}</p>
    </section>
  )
}

const ago = (instant: string): string => {
  const age = formatAge(instant)
  return age === 'now' ? 'just now' : `${age} ago`
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
