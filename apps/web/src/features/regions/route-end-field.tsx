import type { Point } from '@cartage/domain'
import { Field } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, trpc } from '../../api/trpc.ts'
import { AddressSearch } from '../place/address-search.tsx'
import { formatCoordinates, parseCoordinates } from './coordinates.ts'

export interface RouteEndFieldProps {
  readonly label: string
  readonly region: string
  readonly near: Point | null
  readonly point: Point | null
  readonly onChange: (point: Point | null) => void
}

/** An end of the tested route: an address or a coordinate, latitude first. Shows what is at a point set on the map. */
export function RouteEndField({ label, region, near, point, onChange }: RouteEndFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null)
  const place = { region, lon: point?.lon ?? 0, lat: point?.lat ?? 0 }
  const there = useQuery({
    queryKey: trpc.places.reverse.queryKey(place),
    queryFn: () => api.places.reverse.query(place),
    enabled: point !== null,
    staleTime: Infinity,
    retry: false,
  })
  const shown = point === null ? '' : (there.data?.label ?? formatCoordinates(point))
  const isCoordinate = typed !== null && parseCoordinates(typed) !== null
  const take = (): void => {
    if (typed === null) return
    const read = parseCoordinates(typed)
    if (read !== null) onChange(read)
    else if (typed.trim() === '') onChange(null)
    setTyped(null)
  }
  return (
    // Enter and leaving the field take a coordinate; the search within takes what it has found.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !isCoordinate) return
        event.preventDefault()
        event.stopPropagation()
        take()
      }}
      onBlur={take}
    >
      <Field label={label}>
        {(control) => (
          <AddressSearch
            {...control}
            // A coordinate is nothing to search for.
            region={isCoordinate ? '' : region}
            near={near}
            placeholder="Address, or 41.149, -8.611"
            text={typed ?? shown}
            onTextChange={setTyped}
            onChoose={({ lon, lat }) => {
              setTyped(null)
              onChange({ lon, lat })
            }}
          />
        )}
      </Field>
    </div>
  )
}
