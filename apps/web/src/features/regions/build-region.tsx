import {
  type CustomProfile,
  vehicleProfiles,
  type VehicleProfile,
  type RegionSummary,
  usualProfiles,
} from '@cartage/domain'
import { Button, Dialog, Field, formatBytes, Input, Progress, Segmented, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { upload } from '../../api/upload.ts'
import { FormError } from '../../session/form-error.tsx'
import { useSession } from '../../session/session.ts'
import { chooseFile } from '../fleet/choose-file.ts'
import { CustomProfilesField } from './custom-profiles-field.tsx'
import { ProfilesField } from './profiles-field.tsx'
import { regionNameOf } from './region-words.ts'

export interface BuildRegionProps {
  /** The region to build again; a new one without. */
  readonly region: RegionSummary | null
  readonly onClose: () => void
  readonly onBegun: (name: string) => void
}

type Origin = 'kept' | 'upload' | 'path'

/** Builds a region: from the extract that it has, one that is sent from here, or one that lies on the server. */
export function BuildRegion({ region, onClose, onBegun }: BuildRegionProps): ReactNode {
  const extract = region?.extract ?? null
  const isOperator = useSession()?.isOperator === true
  const [from, setFrom] = useState<Origin>(extract === null ? 'upload' : 'kept')
  const [file, setFile] = useState<File | null>(null)
  const [path, setPath] = useState('')
  const [typedName, setTypedName] = useState<string | null>(null)
  const [profiles, setProfiles] = useState<readonly VehicleProfile[]>(() => builtProfiles(region))
  const kept = useQuery({
    ...trpc.regions.customProfiles.queryOptions({ name: region?.name ?? '' }),
    enabled: region !== null,
  })
  const [ownProfiles, setOwnProfiles] = useState<readonly CustomProfile[] | null>(null)
  const [isEditingProfile, setIsEditingProfile] = useState(false)
  const own = ownProfiles ?? kept.data?.items ?? []
  const areOwnKnown = region === null || ownProfiles !== null || kept.isSuccess
  const customProfiles = own.map(({ text }) => text)
  const [sent, setSent] = useState<{ readonly done: number; readonly total: number } | null>(null)
  const stop = useRef<AbortController | null>(null)
  const name = region?.name ?? typedName ?? regionNameOf(from === 'upload' ? (file?.name ?? '') : path)
  const build = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async (): Promise<void> => {
      if (from === 'kept') {
        await api.regions.rebuild.mutate({ name, profiles, customProfiles })
      } else if (from === 'path') {
        await api.regions.buildFromPath.mutate({ name, path: path.trim(), profiles, customProfiles })
      } else if (file !== null) {
        stop.current = new AbortController()
        const query = new URLSearchParams({ name, profiles: profiles.join(',') })
        await upload(`/api/uploads/regions?${query.toString()}`, file, {
          fields: { customProfiles: JSON.stringify(customProfiles) },
          signal: stop.current.signal,
          onProgress: (done, total) => {
            setSent({ done, total })
          },
        })
      }
    },
    onSuccess: () => {
      toast({ text: `Building ${name}`, detail: 'You can go on working; this page shows how far it is.' })
      onBegun(name)
    },
    onSettled: () => {
      setSent(null)
      stop.current = null
      void queryClient.invalidateQueries(trpc.regions.pathFilter())
    },
  })
  const hasExtract = from === 'kept' || (from === 'upload' ? file !== null : path.trim() !== '')
  const isComplete = name !== '' && hasExtract && profiles.length > 0 && areOwnKnown && !isEditingProfile
  const isStopped = build.error instanceof DOMException && build.error.name === 'AbortError'
  return (
    <Dialog
      title={region === null ? 'Add a region' : `Build ${region.title} again`}
      description={
        region === null || region.builtAt === null
          ? 'An OpenStreetMap extract (.osm.pbf), or GeoJSON ways. A city takes seconds to build, a country minutes.'
          : 'What is there now stays in use until the new one is complete.'
      }
      isOpen
      onClose={() => {
        if (!build.isPending) onClose()
      }}
      size="m"
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete) build.mutate()
        }}
      >
        <Segmented<Origin>
          label="Where the extract is"
          value={from}
          options={[
            ...(extract === null ? [] : [{ value: 'kept' as const, label: 'The same' }]),
            { value: 'upload', label: 'On this computer' },
            ...(isOperator ? [{ value: 'path' as const, label: 'On the server' }] : []),
          ]}
          onChange={setFrom}
          className="self-start"
        />
        {from === 'kept' && extract !== null ? (
          <p className="min-w-0 truncate text-13 text-ink-2">
            {extract.fileName}
            {extract.bytes > 0 ? `, ${formatBytes(extract.bytes)}` : ''}
          </p>
        ) : from === 'upload' ? (
          <div className="flex items-center gap-3">
            <Button
              disabled={build.isPending}
              onClick={() => {
                void chooseFile('.pbf,.geojson,.json').then((chosen) => {
                  if (chosen !== null) setFile(chosen)
                })
              }}
            >
              Choose a file
            </Button>
            <span className="min-w-0 truncate text-13 text-ink-2">
              {file === null ? 'No file chosen' : `${file.name}, ${formatBytes(file.size)}`}
            </span>
          </div>
        ) : (
          <Field label="Path on the server" hint="As the server sees it. The file stays where it is.">
            {(control) => (
              <Input
                {...control}
                value={path}
                placeholder="/data/porto.osm.pbf"
                autoComplete="off"
                onChange={(event) => {
                  setPath(event.target.value)
                }}
              />
            )}
          </Field>
        )}
        {isOperator ? null : (
          <p className="text-12 text-ink-3">
            Files that lie on the server belong to the installation: one of its operators builds a region from
            them.
          </p>
        )}
        {region === null ? (
          <Field label="Name" hint="Lower-case letters, digits and dashes.">
            {(control) => (
              <Input
                {...control}
                value={name}
                placeholder="porto"
                maxLength={63}
                autoComplete="off"
                onChange={(event) => {
                  setTypedName(event.target.value)
                }}
              />
            )}
          </Field>
        ) : null}
        <ProfilesField value={profiles} onChange={setProfiles}>
          <CustomProfilesField value={own} onChange={setOwnProfiles} onEditing={setIsEditingProfile} />
        </ProfilesField>
        {sent === null ? null : (
          <Progress
            label="Sending the extract"
            done={sent.done}
            total={sent.total}
            detail={`${formatBytes(sent.done)} of ${formatBytes(sent.total)}`}
          />
        )}
        {build.isError && !isStopped ? <FormError error={toHumanError(build.error)} /> : null}
        <div className="flex justify-end gap-2">
          <Button
            onClick={() => {
              if (stop.current === null) onClose()
              else stop.current.abort()
            }}
          >
            {sent === null ? 'Cancel' : 'Stop sending'}
          </Button>
          <Button type="submit" variant="primary" disabled={!isComplete} isBusy={build.isPending}>
            Build the region
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function builtProfiles(region: RegionSummary | null): readonly VehicleProfile[] {
  const built = vehicleProfiles.filter((profile) => region?.profiles.includes(profile) === true)
  return built.length > 0 ? built : usualProfiles
}
