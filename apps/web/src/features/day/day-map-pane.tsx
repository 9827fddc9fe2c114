import { EmptyState, Skeleton } from '@cartage/ui'
import { Link } from '@tanstack/react-router'
import { Map as MapIcon } from 'lucide-react'
import { lazy, Suspense, useMemo, type ReactNode } from 'react'
import type { Covered } from '../map/start-map.ts'
import type { MapContent } from '../map/overlay-data.ts'
import { useDay } from './day-context.ts'
import { OrderCard } from './order-card.tsx'
import type { DayData } from './use-day-data.ts'

// The map is by far the largest part: lists and timeline show while it loads.
const MapView = lazy(async () => ({ default: (await import('../map/map-view.tsx')).MapView }))

/** The map of the day, or what is missing for one. */
export function DayMapPane({
  data,
  fitCount,
  covered,
}: {
  readonly data: DayData
  readonly fitCount: number
  readonly covered: Covered
}): ReactNode {
  const { depot, selection } = useDay()
  const { orders, plan, paths, region } = data
  const content = useMemo((): MapContent => ({ depot, orders, plan, paths }), [depot, orders, plan, paths])
  const isReady = region !== null && region.state === 'ready'
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      {isReady ? (
        <Suspense fallback={<Skeleton className="h-full flex-1" />}>
          <MapView content={content} region={region} fitCount={fitCount} covered={covered} />
        </Suspense>
      ) : region === null && data.isRegionPending ? (
        <Skeleton className="h-full flex-1" />
      ) : (
        <div className="flex min-h-0 flex-1 items-center bg-well">
          <EmptyState
            icon={MapIcon}
            title={region?.state === 'building' ? 'The roads are being built' : 'No roads here yet'}
          >
            {region?.state === 'building'
              ? 'The map appears by itself when they are ready.'
              : (region?.failure ??
                `This depot drives on the region ${depot.region}, which is not installed.`)}{' '}
            <Link to="/settings/regions" className="underline">
              See the regions
            </Link>
          </EmptyState>
        </div>
      )}
      {selection.orderId === null ? null : <OrderCard orderId={selection.orderId} />}
    </div>
  )
}
