import { Button, Checkbox, Dialog, Field, Input, toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { newId } from '../../api/new-id.ts'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Inputs, type Outputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { useSession } from '../../session/session.ts'
import { permissionGroups, readingFor } from './permission-words.ts'

export type OwnRole = Outputs['roles']['list']['items'][number]
type Permissions = Inputs['roles']['create']['permissions']

/** What a new role begins with. */
export interface Proposed {
  readonly name: string
  readonly permissions: readonly string[]
}

export interface RoleFormProps {
  /** The role to change; null to make one. */
  readonly role: OwnRole | null
  readonly proposed?: Proposed | undefined
  readonly onClose: () => void
}

/** What the console needs to show a day at all. */
const reads = ['order:read', 'fleet:read', 'plan:read', 'region:read', 'organization:read']

/** A role's name and what it holds: never more than who makes it. */
export function RoleForm({ role, proposed, onClose }: RoleFormProps): ReactNode {
  const held = useSession()?.permissions ?? []
  const [id] = useState(newId)
  const [name, setName] = useState(role?.name ?? proposed?.name ?? '')
  const [chosen, setChosen] = useState<readonly string[]>(role?.permissions ?? proposed?.permissions ?? reads)
  const [isTried, setIsTried] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const fields = { name: name.trim(), permissions: [...chosen] as Permissions }
      return withConfirmation(() =>
        role === null
          ? api.roles.create.mutate({ id, ...fields })
          : api.roles.update.mutate({ id: role.id, version: role.version, ...fields }),
      )
    },
    meta: { isErrorShown: true },
    onSuccess: (saved) => {
      toast({ meaning: 'done', text: `Role ${saved.name} saved` })
      onClose()
    },
    onSettled: () => {
      void queryClient.invalidateQueries(trpc.roles.pathFilter())
      void queryClient.invalidateQueries(trpc.members.pathFilter())
    },
  })
  const error = shownError(save.error)
  const noneChosen = isTried && chosen.length === 0 ? 'Choose at least one permission.' : null
  const choose = (permission: string, isIn: boolean): void => {
    const reading = readingFor(permission)
    const without = chosen.filter(
      (other) => other !== permission && (isIn || readingFor(other) !== permission),
    )
    const added = isIn ? [permission, ...(reading === undefined ? [] : [reading])] : []
    setChosen([...new Set([...without, ...added])])
  }
  return (
    <Dialog
      title={role === null ? 'New role' : `Role ${role.name}`}
      description={
        role === null || role.members === 0
          ? 'A role holds no more than you do yourself.'
          : `${role.members} ${role.members === 1 ? 'member has' : 'members have'} it. When what it holds changes, they sign in again.`
      }
      isOpen
      onClose={onClose}
    >
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (name.trim() !== '' && chosen.length > 0) save.mutate()
        }}
      >
        <Field
          label="Name"
          error={
            error?.field === 'name'
              ? error.message
              : isTried && name.trim() === ''
                ? 'A role needs a name.'
                : null
          }
        >
          {(control) => (
            <Input
              {...control}
              required
              maxLength={60}
              autoComplete="off"
              value={name}
              onChange={(event) => {
                setName(event.target.value)
              }}
            />
          )}
        </Field>
        <div className="gap-x-6 sm:columns-2">
          {permissionGroups.map(({ title, permissions }) => (
            <fieldset key={title} className="mb-4 flex break-inside-avoid flex-col">
              <legend className="mb-1 text-12 font-strong text-ink-2">{title}</legend>
              {permissions.map((permission) => (
                <Checkbox
                  key={permission.name}
                  label={permission.label}
                  checked={chosen.includes(permission.name)}
                  disabled={!held.includes(permission.name)}
                  onChange={(isIn) => choose(permission.name, isIn)}
                />
              ))}
            </fieldset>
          ))}
        </div>
        {noneChosen === null ? null : (
          <p role="alert" className="text-12 text-late">
            {noneChosen}
          </p>
        )}
        {error === null || error.field === 'name' ? null : <FormError error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
