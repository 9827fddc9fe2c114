import type { Driver, Shift, Vehicle } from '@cartage/domain'
import {
  Button,
  EmptyState,
  formatDate,
  Menu,
  Notice,
  Sheet,
  SkeletonRows,
  TimeRange,
  toast,
} from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Copy, Ellipsis, FileUp, Plus, Truck, UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import { FormError } from '../../session/form-error.tsx'
import { addDays } from '../../session/last-place.ts'
import { useCanDispatch } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { usePlace } from '../../shell/use-place.ts'
import { formatLoad } from '../day/format.ts'
import { chooseFile } from './choose-file.ts'
import { CrewForm } from './crew-form.tsx'
import { DriverForm } from './driver-form.tsx'
import { profileProblem } from './profile-options.ts'
import { refreshFleet } from './refresh-fleet.ts'
import { useBuiltProfiles } from './use-built-profiles.ts'
import { useFleet } from './use-fleet.ts'
import { useImportFleet } from './use-import-fleet.ts'

export interface FleetPanelProps {
  readonly depotId: string
  readonly date: string
}

type Open = { readonly kind: 'vehicle' | 'driver'; readonly id: string | null } | null

/** Who and what drives on this day: vehicles with their shifts, those that rest, and the drivers. */
export function FleetPanel({ depotId, date }: FleetPanelProps): ReactNode {
  const fleet = useFleet(depotId, date)
  const built = useBuiltProfiles(depotId)
  const canEdit = useCanDispatch()
  const { depot } = usePlace()
  const [open, setOpen] = useState<Open>(null)
  const importFleet = useImportFleet()
  const before = addDays(date, -1)
  const copyDay = useMutation({
    mutationFn: () => api.shifts.copyDay.mutate({ depotId, from: before, date }),
    onSuccess: ({ created }) => {
      toast(
        created === 0
          ? { text: `${formatDate(before)} has no shifts to copy`, meaning: 'info' }
          : { text: `${created} shifts copied from ${formatDate(before)}`, meaning: 'done' },
      )
    },
    onSettled: () => void refreshFleet(),
  })
  const readFile = async (): Promise<void> => {
    const file = await chooseFile('.json,application/json')
    if (file !== null && depot !== null) importFleet.mutate({ depotId, date, region: depot.region, file })
  }
  const close = (): void => {
    setOpen(null)
  }

  if (fleet.error !== null) return <QueryError error={fleet.error} onRetry={fleet.retry} />
  if (fleet.isPending) return <SkeletonRows label="Loading the fleet" rows={8} />

  const shiftOf = (vehicle: Vehicle): Shift | undefined =>
    fleet.shifts.find(({ vehicleId }) => vehicleId === vehicle.id)
  const driving = fleet.vehicles.filter((vehicle) => shiftOf(vehicle) !== undefined)
  const resting = fleet.vehicles.filter((vehicle) => shiftOf(vehicle) === undefined)
  const driverName = (shift: Shift | undefined): string | undefined =>
    fleet.drivers.find(({ id }) => id === shift?.driverId)?.name
  const row = (vehicle: Vehicle): ReactNode => (
    <VehicleRow
      key={vehicle.id}
      vehicle={vehicle}
      shift={shiftOf(vehicle)}
      driver={driverName(shiftOf(vehicle))}
      hasRoads={profileProblem(built, vehicle.profile) === null}
      onOpen={() => {
        setOpen({ kind: 'vehicle', id: vehicle.id })
      }}
    />
  )
  const openVehicle =
    open?.kind === 'vehicle' ? (fleet.vehicles.find(({ id }) => id === open.id) ?? null) : null
  const openDriver = open?.kind === 'driver' ? (fleet.drivers.find(({ id }) => id === open.id) ?? null) : null

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {canEdit ? (
        <div className="flex shrink-0 items-center gap-1 border-b border-line px-3 py-2">
          <Button
            icon={Plus}
            onClick={() => {
              setOpen({ kind: 'vehicle', id: null })
            }}
          >
            Add a vehicle
          </Button>
          <span className="flex-1" />
          <Menu
            groups={[
              [
                {
                  label: `Copy shifts of ${formatDate(before)}`,
                  icon: Copy,
                  onSelect: () => copyDay.mutate(),
                },
                { label: 'Read a fleet file', icon: FileUp, onSelect: () => void readFile() },
                {
                  label: 'Add a driver',
                  icon: UserPlus,
                  onSelect: () => {
                    setOpen({ kind: 'driver', id: null })
                  },
                },
              ],
            ]}
            trigger={
              <Button
                variant="quiet"
                icon={Ellipsis}
                aria-label="More for the fleet"
                isBusy={copyDay.isPending || importFleet.isPending}
              >
                More
              </Button>
            }
          />
        </div>
      ) : null}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {importFleet.isError ? (
          <div className="p-3">
            <FormError error={toHumanError(importFleet.error)} />
          </div>
        ) : null}
        {fleet.vehicles.length === 0 ? (
          <EmptyState
            icon={Truck}
            title="No vehicles yet"
            actions={
              canEdit ? (
                <>
                  <Button
                    variant="primary"
                    icon={Plus}
                    onClick={() => {
                      setOpen({ kind: 'vehicle', id: null })
                    }}
                  >
                    Add a vehicle
                  </Button>
                  <Button icon={FileUp} onClick={() => void readFile()}>
                    Read a fleet file
                  </Button>
                </>
              ) : null
            }
          >
            A vehicle has a capacity, skills and costs. With a shift on this day it gets a route.
          </EmptyState>
        ) : (
          <>
            {driving.length === 0 ? (
              <Notice
                meaning="risk"
                title="Nobody drives on this day"
                className="m-3"
                actions={
                  canEdit ? (
                    <Button
                      size="s"
                      icon={Copy}
                      isBusy={copyDay.isPending}
                      onClick={() => {
                        copyDay.mutate()
                      }}
                    >
                      Copy {formatDate(before)}
                    </Button>
                  ) : null
                }
              >
                Give a vehicle a shift, or copy those of the day before.
              </Notice>
            ) : (
              <Section title="On this day" count={driving.length}>
                {driving.map(row)}
              </Section>
            )}
            {resting.length === 0 ? null : (
              <Section title="Resting" count={resting.length}>
                {resting.map(row)}
              </Section>
            )}
          </>
        )}
        {fleet.drivers.length === 0 ? null : (
          <Section title="Drivers" count={fleet.drivers.length}>
            {fleet.drivers.map((driver) => (
              <DriverRow
                key={driver.id}
                driver={driver}
                onOpen={() => {
                  setOpen({ kind: 'driver', id: driver.id })
                }}
              />
            ))}
          </Section>
        )}
      </div>
      <Sheet
        title={openVehicle === null ? 'Add a vehicle' : openVehicle.name}
        isOpen={open?.kind === 'vehicle'}
        onClose={close}
      >
        <CrewForm
          key={open?.id ?? 'new'}
          depotId={depotId}
          date={date}
          vehicle={openVehicle}
          shift={openVehicle === null ? undefined : shiftOf(openVehicle)}
          drivers={fleet.drivers}
          shifts={fleet.shifts}
          onDone={close}
        />
      </Sheet>
      <Sheet
        title={openDriver === null ? 'Add a driver' : openDriver.name}
        isOpen={open?.kind === 'driver'}
        onClose={close}
      >
        <DriverForm key={open?.id ?? 'new'} depotId={depotId} driver={openDriver} onDone={close} />
      </Sheet>
    </div>
  )
}

function Section({
  title,
  count,
  children,
}: {
  readonly title: string
  readonly count: number
  readonly children: ReactNode
}): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className="sticky top-0 z-10 flex h-8 items-center gap-2 bg-paper px-3 text-12 font-strong text-ink-3">
        {title} <span className="font-regular tabular-nums">{count}</span>
      </h3>
      <ul>{children}</ul>
    </section>
  )
}

interface VehicleRowProps {
  readonly vehicle: Vehicle
  readonly shift: Shift | undefined
  readonly driver: string | undefined
  /** Whether its depot's roads were built for its profile. */
  readonly hasRoads: boolean
  readonly onOpen: () => void
}

function VehicleRow({ vehicle, shift, driver, hasRoads, onOpen }: VehicleRowProps): ReactNode {
  const pauses = shift?.breaks.reduce((sum, pause) => sum + pause.minutes, 0) ?? 0
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full min-w-0 flex-col border-b border-line/60 px-3 py-1.5 text-left -outline-offset-2 hover:bg-hover"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-strong">{vehicle.name}</span>
          {shift === undefined ? (
            <span className="text-12 text-ink-3">no shift</span>
          ) : (
            <TimeRange from={shift.start} to={shift.end} />
          )}
        </span>
        <span className="flex items-baseline gap-2 text-12 text-ink-3">
          <span className="min-w-0 flex-1 truncate">
            {[driver ?? 'no driver', formatLoad(vehicle.capacity), ...vehicle.skills].join(' · ')}
          </span>
          {hasRoads ? null : <span className="shrink-0 text-late">{vehicle.profile} not built</span>}
          {pauses === 0 ? null : <span className="shrink-0 tabular-nums">{pauses} min break</span>}
        </span>
      </button>
    </li>
  )
}

function DriverRow({ driver, onOpen }: { readonly driver: Driver; readonly onOpen: () => void }): ReactNode {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex h-(--row) w-full min-w-0 items-center gap-2 border-b border-line/60 px-3 text-left -outline-offset-2 hover:bg-hover"
      >
        <span className="min-w-0 flex-1 truncate">{driver.name}</span>
        <span className="shrink-0 truncate text-12 text-ink-3 tabular-nums">
          {[driver.phone, ...driver.skills].filter((word) => word !== '').join(' · ')}
        </span>
      </button>
    </li>
  )
}
