import type { Driver, Shift, Vehicle } from '@cartage/domain'
import {
  Button,
  Checkbox,
  Field,
  IconButton,
  Input,
  NumberInput,
  Select,
  TagInput,
  TimeInput,
  toast,
} from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Plus, Trash2, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { api } from '../../api/trpc.ts'
import { draftsOf } from '../../session/drafts.ts'
import { FormError } from '../../session/form-error.tsx'
import { showFirstProblem } from '../../session/show-first-problem.ts'
import { useSession } from '../../session/session.ts'
import {
  crewDraftOf,
  crewProblems,
  driverOptions,
  newCrewDraft,
  shiftFieldsOf,
  vehicleFieldsOf,
  type CrewDraft,
} from './crew-draft.ts'
import { useFleetVocabulary } from './fleet-vocabulary.ts'
import { LoadField } from './load-field.tsx'
import { profileOptions, profileProblem, usualProfile } from './profile-options.ts'
import { refreshFleet } from './refresh-fleet.ts'
import { useBuiltProfiles } from './use-built-profiles.ts'

const useCrewDraft = draftsOf<CrewDraft>()

export interface CrewFormProps {
  readonly depotId: string
  readonly date: string
  /** Null adds a vehicle. */
  readonly vehicle: Vehicle | null
  readonly shift: Shift | undefined
  readonly drivers: readonly Driver[]
  readonly shifts: readonly Shift[]
  readonly onDone: () => void
}

/** A vehicle, and whether, when and with whom it drives on this day: one form, saved together. */
export function CrewForm({
  depotId,
  date,
  vehicle,
  shift,
  drivers,
  shifts,
  onDone,
}: CrewFormProps): ReactNode {
  const vocabulary = useFleetVocabulary(depotId)
  const built = useBuiltProfiles(depotId)
  const currency = useSession()?.organization.currency ?? ''
  const draft = useCrewDraft(
    `${vehicle?.id ?? `new ${depotId}`} ${date} ${vehicle?.version ?? 0} ${shift?.version ?? 0}`,
    () =>
      vehicle === null
        ? newCrewDraft(
            { vehicleId: newId(), shiftId: newId() },
            vocabulary.dimensions,
            shifts[0],
            usualProfile(built),
          )
        : crewDraftOf(vehicle, shift, shift?.id ?? newId(), vocabulary.dimensions, shifts[0]),
  )
  const [isTried, setIsTried] = useState(false)
  const { value } = draft
  const problems = isTried ? crewProblems(value) : {}
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async () => {
      if (vehicle === null) {
        await api.vehicles.create.mutate({ id: value.vehicleId, depotId, ...vehicleFieldsOf(value) })
      } else {
        await api.vehicles.update.mutate({
          id: vehicle.id,
          version: vehicle.version,
          ...vehicleFieldsOf(value),
        })
      }
      if (shift === undefined && value.isDriving) {
        await api.shifts.create.mutate({ id: value.shiftId, depotId, ...shiftFieldsOf(value, date) })
      } else if (shift !== undefined && value.isDriving) {
        await api.shifts.update.mutate({
          id: shift.id,
          version: shift.version,
          ...shiftFieldsOf(value, date),
        })
      } else if (shift !== undefined) {
        await api.shifts.remove.mutate({ id: shift.id })
      }
    },
    onSuccess: () => {
      draft.clear()
      toast({ text: vehicle === null ? `Added ${value.name}` : `Saved ${value.name}` })
      onDone()
    },
    onSettled: () => void refreshFleet(),
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.vehicles.remove.mutate({ id }),
    onSuccess: (_answer, id) => {
      draft.clear()
      toast({
        text: `Deleted ${value.name}`,
        undo: async () => {
          await api.vehicles.restore.mutate({ id })
          await refreshFleet()
        },
      })
      onDone()
    },
    onSettled: () => void refreshFleet(),
  })
  const failure = save.isError ? toHumanError(save.error) : null
  const set = (fields: Partial<CrewDraft>): void => {
    draft.set({ ...value, ...fields })
    if (failure?.field !== undefined) save.reset()
  }
  return (
    <form
      noValidate
      className="flex min-h-full flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (Object.keys(crewProblems(value)).length === 0) save.mutate()
        else showFirstProblem(event.currentTarget)
      }}
    >
      <Field label="Name" error={problems.name ?? (failure?.field === 'name' ? failure.message : null)}>
        {(control) => (
          <Input
            {...control}
            value={value.name}
            maxLength={80}
            placeholder="van-7"
            onChange={(event) => {
              set({ name: event.target.value })
            }}
          />
        )}
      </Field>

      <section className="flex flex-col gap-3 rounded-l border border-line bg-page/50 p-3">
        <Checkbox
          label={<span className="font-strong">Drives on this day</span>}
          checked={value.isDriving}
          onChange={(isDriving) => {
            set({ isDriving })
          }}
        />
        {value.isDriving ? (
          <>
            <div className="grid grid-cols-2 gap-3">
              <Field label="From" error={problems.hours}>
                {(control) => (
                  <TimeInput
                    {...control}
                    value={value.start}
                    onChange={(start) => {
                      set({ start })
                    }}
                  />
                )}
              </Field>
              <Field
                label="To"
                {...(value.end < value.start && value.end !== '' ? { hint: 'on the next day' } : {})}
              >
                {(control) => (
                  <TimeInput
                    {...control}
                    value={value.end}
                    onChange={(end) => {
                      set({ end })
                    }}
                  />
                )}
              </Field>
            </div>
            <Field label="Driver">
              {(control) => (
                <Select
                  {...control}
                  value={value.driverId}
                  options={driverOptions(drivers, shifts, value.shiftId)}
                  onChange={(driverId) => {
                    set({ driverId })
                  }}
                />
              )}
            </Field>
            <fieldset className="flex flex-col gap-1">
              <legend className="mb-1 text-12 font-strong text-ink-2">Breaks</legend>
              {value.breaks.map((pause, index) => (
                // Breaks have no identity but their place in the list.
                <div key={index} className="flex items-center gap-1">
                  <NumberInput
                    aria-label={`Break ${index + 1} length`}
                    className="w-22 shrink-0"
                    unit="min"
                    value={pause.minutes}
                    onChange={(minutes) => {
                      set({ breaks: value.breaks.with(index, { ...pause, minutes }) })
                    }}
                  />
                  <span className="text-12 text-ink-3">in</span>
                  <TimeInput
                    aria-label={`Break ${index + 1} starts from`}
                    value={pause.from}
                    onChange={(from) => {
                      set({ breaks: value.breaks.with(index, { ...pause, from }) })
                    }}
                  />
                  <span className="text-ink-3">–</span>
                  <TimeInput
                    aria-label={`Break ${index + 1} starts until`}
                    value={pause.to}
                    onChange={(to) => {
                      set({ breaks: value.breaks.with(index, { ...pause, to }) })
                    }}
                  />
                  <IconButton
                    label={`Remove break ${index + 1}`}
                    icon={X}
                    size="s"
                    onClick={() => {
                      set({ breaks: value.breaks.toSpliced(index, 1) })
                    }}
                  />
                </div>
              ))}
              {problems.breaks === undefined ? null : (
                <p role="alert" className="text-12 text-late">
                  {problems.breaks}
                </p>
              )}
              <Button
                variant="quiet"
                size="s"
                icon={Plus}
                className="self-start"
                onClick={() => {
                  set({ breaks: [...value.breaks, { from: '12:00', to: '14:00', minutes: 30 }] })
                }}
              >
                Add a break
              </Button>
            </fieldset>
          </>
        ) : null}
      </section>

      <Field
        label="Profile"
        hint="Which roads it takes, and how fast."
        error={failure?.field === 'profile' ? failure.message : profileProblem(built, value.profile)}
      >
        {(control) => (
          <Select
            {...control}
            value={value.profile}
            options={profileOptions(built, value.profile)}
            onChange={(profile) => {
              set({ profile })
            }}
          />
        )}
      </Field>
      <LoadField
        label="Carries at most"
        lines={value.capacity}
        error={problems.capacity ?? null}
        onChange={(capacity) => {
          set({ capacity })
        }}
      />
      <Field label="Skills" isOptional hint="What it can do that some orders need.">
        {(control) => (
          <TagInput
            {...control}
            value={value.skills}
            suggestions={vocabulary.skills}
            placeholder="such as lift, cold"
            onChange={(skills) => {
              set({ skills })
            }}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-12 font-strong text-ink-2">Costs</legend>
        <div className="grid grid-cols-3 gap-3">
          {(
            [
              ['fixed', 'a day', 'When it drives'],
              ['perHour', 'an hour', 'An hour'],
              ['perKm', 'a km', 'A kilometre'],
            ] as const
          ).map(([key, unit, label]) => (
            <Field key={key} label={label}>
              {(control) => (
                <NumberInput
                  {...control}
                  aria-label={`Cost ${unit}`}
                  unit={currency}
                  value={value[key]}
                  onChange={(amount) => {
                    set({ [key]: amount })
                  }}
                />
              )}
            </Field>
          ))}
        </div>
        {problems.costs === undefined ? null : (
          <p role="alert" className="mt-1 text-12 text-late">
            {problems.costs}
          </p>
        )}
      </fieldset>
      <div className="sticky -bottom-4 z-10 mt-auto -mx-5 -mb-4 flex flex-wrap items-center gap-2 border-t border-line bg-paper px-5 py-3">
        {failure === null ? null : (
          <div className="basis-full">
            <FormError error={failure} />
          </div>
        )}
        {vehicle === null ? null : (
          <Button
            variant="danger"
            icon={Trash2}
            isBusy={remove.isPending}
            onClick={() => {
              remove.mutate(vehicle.id)
            }}
          >
            Delete
          </Button>
        )}
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {vehicle === null ? 'Add the vehicle' : 'Save'}
        </Button>
      </div>
    </form>
  )
}
