import type { Place, Point } from '@cartage/domain'
import { Badge, Field, Skeleton } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, type ReactNode } from 'react'
import { api, trpc } from '../../api/trpc.ts'
import { AddressSearch } from './address-search.tsx'
import { matchWords } from './match-words.ts'
import { addressAfterChoice } from './typed-address.ts'

const PinMap = lazy(async () => ({ default: (await import('./pin-map.tsx')).PinMap }))

/** An address that may still lack its coordinate. */
export interface PlaceDraft {
  readonly address: string
  readonly place: Place | null
}

export interface PlaceFieldProps {
  readonly label?: string
  readonly region: string
  readonly near: Point | null
  readonly value: PlaceDraft
  readonly onChange: (value: PlaceDraft) => void
  readonly error?: string | null
  readonly shape?: 'pin' | 'depot'
}

/** Address search and a pin to move; says how exactly the place is known. */
export function PlaceField({
  label = 'Address',
  region,
  near,
  value,
  onChange,
  error,
  shape = 'pin',
}: PlaceFieldProps): ReactNode {
  const regions = useQuery(trpc.regions.list.queryOptions())
  const summary = regions.data?.items.find(({ name }) => name === region)
  const { address, place } = value
  const words = place === null ? null : matchWords[place.level]
  const movePin = (point: Point): void => {
    const pinned: Place = { address, ...point, level: 'pin', confidence: 1 }
    onChange({ address, place: pinned })
    if (address.trim() !== '') return
    // A pin without an address takes the name of what is there; failing to find one is no loss.
    void api.places.reverse.query({ region, ...point }).then(
      (found) => {
        if (found !== null) onChange({ address: found.label, place: { ...pinned, address: found.label } })
      },
      () => undefined,
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} error={error}>
        {(control) => (
          <AddressSearch
            {...control}
            region={region}
            near={near}
            text={address}
            onTextChange={(text) => {
              // A pin that was set by hand stays where it is while the words change; a found place does not.
              const isHeld = place !== null && (place.level === 'pin' || place.level === 'given')
              onChange({ address: text, place: isHeld ? { ...place, address: text } : null })
            }}
            onChoose={(found) => {
              const chosen = addressAfterChoice(address, found.label)
              const { lon, lat, level, confidence } = found
              onChange({ address: chosen, place: { address: chosen, lon, lat, level, confidence } })
            }}
          />
        )}
      </Field>
      {summary?.state !== 'ready' ? null : (
        <Suspense fallback={<Skeleton className="h-48" />}>
          <PinMap region={summary} point={place} near={near} onMove={movePin} shape={shape} />
        </Suspense>
      )}
      <div className="flex min-h-5 flex-wrap items-center justify-between gap-2 text-12 text-ink-3">
        {words === null ? (
          <span>Choose a result, or press on the map.</span>
        ) : (
          <Badge {...(words.meaning === undefined ? {} : { meaning: words.meaning })}>{words.label}</Badge>
        )}
        {place === null ? null : (
          <span className="tabular-nums select-all">
            {place.lat.toFixed(5)}, {place.lon.toFixed(5)}
          </span>
        )}
      </div>
    </div>
  )
}
