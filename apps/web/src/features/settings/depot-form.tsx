import type { Depot } from '@cartage/domain'
import { Button, Field, Input, Notice, Select } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { api, trpc } from '../../api/trpc.ts'
import { draftsOf } from '../../session/drafts.ts'
import { FormError } from '../../session/form-error.tsx'
import { refreshFleet } from '../fleet/refresh-fleet.ts'
import { PlaceField, type PlaceDraft } from '../place/place-field.tsx'
import { ownTimeZone, timeZones } from './time-zones.ts'

interface DepotDraft {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly zone: string
  readonly place: PlaceDraft
}
const useDepotDraft = draftsOf<DepotDraft>()

export interface DepotFormProps {
  /** Null adds one. */
  readonly depot: Depot | null
  readonly onDone: (depot: Depot) => void
  readonly onCancel: () => void
}

/** A depot: its name, the roads it drives on, where it is and which clock it lives by. */
export function DepotForm({ depot, onDone, onCancel }: DepotFormProps): ReactNode {
  const regions = useQuery(trpc.regions.list.queryOptions())
  const draft = useDepotDraft(`${depot?.id ?? 'new'} ${depot?.version ?? 0}`, () => ({
    id: depot?.id ?? newId(),
    name: depot?.name ?? '',
    region: depot?.region ?? '',
    zone: depot?.zone ?? ownTimeZone(),
    place: {
      address: depot?.address ?? '',
      place:
        depot === null
          ? null
          : { address: depot.address, lon: depot.lon, lat: depot.lat, level: 'pin' as const, confidence: 1 },
    },
  }))
  const [isTried, setIsTried] = useState(false)
  const { value } = draft
  const ready = regions.data?.items.filter(({ state }) => state === 'ready') ?? []
  const region = value.region === '' ? (ready[0]?.name ?? '') : value.region
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (point: { readonly lon: number; readonly lat: number }) => {
      const fields = {
        name: value.name.trim(),
        address: value.place.address.trim(),
        lon: point.lon,
        lat: point.lat,
        zone: value.zone,
        region,
      }
      return depot === null
        ? api.depots.create.mutate({ id: value.id, ...fields })
        : api.depots.update.mutate({ id: depot.id, version: depot.version, ...fields })
    },
    onSuccess: async (saved) => {
      draft.clear()
      await refreshFleet()
      onDone(saved)
    },
  })
  const failure = save.isError ? toHumanError(save.error) : null
  const set = (fields: Partial<DepotDraft>): void => {
    draft.set({ ...value, ...fields })
    if (failure?.field !== undefined) save.reset()
  }
  if (regions.isSuccess && ready.length === 0) {
    return (
      <Notice meaning="info" title="No region is ready yet">
        A depot drives on the roads of a region.{' '}
        <Link to="/settings/regions" className="font-strong text-accent underline">
          Add a region
        </Link>{' '}
        or wait until its build is done, then come back.
      </Notice>
    )
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (value.name.trim() !== '' && value.place.place !== null) save.mutate(value.place.place)
      }}
    >
      <Field
        label="Name"
        error={
          isTried && value.name.trim() === ''
            ? 'Give it a name, such as North.'
            : failure?.field === 'name'
              ? failure.message
              : null
        }
      >
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            placeholder="North"
            value={value.name}
            onChange={(event) => {
              set({ name: event.target.value })
            }}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Region" hint="The roads it drives on.">
          {(control) => (
            <Select
              {...control}
              value={region}
              options={[
                ...new Set([...ready.map(({ name }) => name), ...(region === '' ? [] : [region])]),
              ].map((name) => ({
                value: name,
                label: name,
              }))}
              onChange={(next) => {
                set({ region: next, place: { address: value.place.address, place: null } })
              }}
            />
          )}
        </Field>
        <Field label="Time zone" hint="Decides what a day is.">
          {(control) => (
            <Select
              {...control}
              value={value.zone}
              options={timeZones(value.zone).map((zone) => ({
                value: zone,
                label: zone.replaceAll('_', ' '),
              }))}
              onChange={(zone) => {
                set({ zone })
              }}
            />
          )}
        </Field>
      </div>
      {region === '' ? null : (
        <PlaceField
          region={region}
          near={null}
          shape="depot"
          value={value.place}
          error={
            isTried && value.place.place === null
              ? 'Choose a result, or press on the map to set the depot.'
              : null
          }
          onChange={(place) => {
            set({ place })
          }}
        />
      )}
      {failure === null ? null : <FormError error={failure} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {depot === null ? 'Add the depot' : 'Save'}
        </Button>
      </div>
    </form>
  )
}
