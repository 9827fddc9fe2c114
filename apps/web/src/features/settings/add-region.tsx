import { Button, Dialog, Field, Input, Progress, Segmented, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { upload } from '../../api/upload.ts'
import { FormError } from '../../session/form-error.tsx'
import { chooseFile } from '../fleet/choose-file.ts'
import { formatBytes } from '@cartage/ui'
import { regionNameOf } from './region-words.ts'

export interface AddRegionProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Builds a region from an extract: sent from here, or one that already lies on the server. */
export function AddRegion({ isOpen, onClose }: AddRegionProps): ReactNode {
  const [from, setFrom] = useState<'upload' | 'path'>('upload')
  const [file, setFile] = useState<File | null>(null)
  const [path, setPath] = useState('')
  const [typedName, setTypedName] = useState<string | null>(null)
  const [sent, setSent] = useState<{ readonly done: number; readonly total: number } | null>(null)
  const stop = useRef<AbortController | null>(null)
  const name = typedName ?? regionNameOf(from === 'upload' ? (file?.name ?? '') : path)
  const add = useMutation({
    meta: { isErrorShown: true },
    mutationFn: async (): Promise<void> => {
      if (from === 'path') {
        await api.regions.buildFromPath.mutate({ name, path: path.trim() })
      } else if (file !== null) {
        stop.current = new AbortController()
        await upload(`/api/uploads/regions?${new URLSearchParams({ name }).toString()}`, file, {
          signal: stop.current.signal,
          onProgress: (done, total) => {
            setSent({ done, total })
          },
        })
      }
    },
    onSuccess: () => {
      toast({ text: `Building ${name}`, detail: 'You can go on working; this page shows how far it is.' })
      setFile(null)
      setPath('')
      setTypedName(null)
      onClose()
    },
    onSettled: () => {
      setSent(null)
      stop.current = null
      void queryClient.invalidateQueries(trpc.regions.pathFilter())
    },
  })
  const isComplete = name !== '' && (from === 'upload' ? file !== null : path.trim() !== '')
  const isStopped = add.error instanceof DOMException && add.error.name === 'AbortError'
  return (
    <Dialog
      title="Add a region"
      description="An OpenStreetMap extract (.osm.pbf), or GeoJSON ways. A city takes seconds to build, a country minutes."
      isOpen={isOpen}
      onClose={() => {
        if (!add.isPending) onClose()
      }}
      size="s"
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete) add.mutate()
        }}
      >
        <Segmented
          label="Where the extract is"
          value={from}
          options={[
            { value: 'upload', label: 'On this computer' },
            { value: 'path', label: 'On the server' },
          ]}
          onChange={setFrom}
          className="self-start"
        />
        {from === 'upload' ? (
          <div className="flex items-center gap-3">
            <Button
              disabled={add.isPending}
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
          <Field label="Path on the server" hint="As the server sees it.">
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
        {sent === null ? null : (
          <Progress
            label="Sending the extract"
            done={sent.done}
            total={sent.total}
            detail={`${formatBytes(sent.done)} of ${formatBytes(sent.total)}`}
          />
        )}
        {add.isError && !isStopped ? <FormError error={toHumanError(add.error)} /> : null}
        <div className="flex justify-end gap-2">
          <Button
            onClick={() => {
              if (stop.current === null) onClose()
              else stop.current.abort()
            }}
          >
            {sent === null ? 'Cancel' : 'Stop sending'}
          </Button>
          <Button type="submit" variant="primary" disabled={!isComplete} isBusy={add.isPending}>
            Build the region
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
