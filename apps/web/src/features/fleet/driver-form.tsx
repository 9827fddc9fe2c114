import type { Driver } from '@cartage/domain'
import { Button, Field, Input, TagInput, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { newId } from '../../api/new-id.ts'
import { api } from '../../api/trpc.ts'
import { draftsOf } from '../../session/drafts.ts'
import { FormError } from '../../session/form-error.tsx'
import { useFleetVocabulary } from './fleet-vocabulary.ts'
import { refreshFleet } from './refresh-fleet.ts'

interface DriverDraft {
  readonly id: string
  readonly name: string
  readonly phone: string
  readonly skills: readonly string[]
}
const useDriverDraft = draftsOf<DriverDraft>()

export interface DriverFormProps {
  readonly depotId: string
  /** Null adds one. */
  readonly driver: Driver | null
  readonly onDone: () => void
}

/** A person who can be given a shift. */
export function DriverForm({ depotId, driver, onDone }: DriverFormProps): ReactNode {
  const vocabulary = useFleetVocabulary(depotId)
  const draft = useDriverDraft(`${driver?.id ?? `new ${depotId}`} ${driver?.version ?? 0}`, () => ({
    id: driver?.id ?? newId(),
    name: driver?.name ?? '',
    phone: driver?.phone ?? '',
    skills: driver?.skills ?? [],
  }))
  const [isTried, setIsTried] = useState(false)
  const { value } = draft
  const save = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => {
      const fields = { name: value.name.trim(), phone: value.phone.trim(), skills: [...value.skills] }
      return driver === null
        ? api.drivers.create.mutate({ id: value.id, depotId, ...fields })
        : api.drivers.update.mutate({ id: driver.id, version: driver.version, ...fields })
    },
    onSuccess: (saved) => {
      draft.clear()
      toast({ text: driver === null ? `Added ${saved.name}` : `Saved ${saved.name}` })
      onDone()
    },
    onSettled: () => void refreshFleet(),
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.drivers.remove.mutate({ id }),
    onSuccess: (_answer, id) => {
      draft.clear()
      toast({
        text: `Deleted ${value.name}`,
        undo: async () => {
          await api.drivers.restore.mutate({ id })
          await refreshFleet()
        },
      })
      onDone()
    },
    onSettled: () => void refreshFleet(),
  })
  return (
    <form
      noValidate
      className="flex min-h-full flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (value.name.trim() !== '') save.mutate()
      }}
    >
      <Field label="Name" error={isTried && value.name.trim() === '' ? 'Write the name.' : null}>
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            autoComplete="off"
            value={value.name}
            onChange={(event) => {
              draft.set({ ...value, name: event.target.value })
            }}
          />
        )}
      </Field>
      <Field label="Phone" isOptional>
        {(control) => (
          <Input
            {...control}
            type="tel"
            maxLength={40}
            autoComplete="off"
            value={value.phone}
            onChange={(event) => {
              draft.set({ ...value, phone: event.target.value })
            }}
          />
        )}
      </Field>
      <Field label="Skills" isOptional hint="What they can do that some orders need.">
        {(control) => (
          <TagInput
            {...control}
            value={value.skills}
            suggestions={vocabulary.skills}
            onChange={(skills) => {
              draft.set({ ...value, skills })
            }}
          />
        )}
      </Field>
      <div className="sticky -bottom-4 z-10 mt-auto -mx-5 -mb-4 flex flex-wrap items-center gap-2 border-t border-line bg-paper px-5 py-3">
        {save.isError ? (
          <div className="basis-full">
            <FormError error={toHumanError(save.error)} />
          </div>
        ) : null}
        {driver === null ? null : (
          <Button
            variant="danger"
            icon={Trash2}
            isBusy={remove.isPending}
            onClick={() => {
              remove.mutate(driver.id)
            }}
          >
            Delete
          </Button>
        )}
        <span className="flex-1" />
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {driver === null ? 'Add the driver' : 'Save'}
        </Button>
      </div>
    </form>
  )
}
