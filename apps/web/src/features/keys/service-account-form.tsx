import { isBuiltInRole, type MemberRole } from '@cartage/domain'
import { Button, Checkbox, Dialog, Field, Input, Select, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { roleWords } from '../settings/role-words.ts'
import type { ServiceAccount } from './service-accounts.tsx'

const usual = (['dispatcher', 'viewer'] as const).map((name) => ({
  value: name as MemberRole,
  label: roleWords[name].label,
}))

/** Adds a service account, changes one or takes it away. */
export function ServiceAccountForm({
  account,
  onClose,
}: {
  readonly account: ServiceAccount | null
  readonly onClose: () => void
}): ReactNode {
  const depots = useQuery(trpc.depots.list.queryOptions())
  const [name, setName] = useState(account?.name ?? '')
  const [role, setRole] = useState<MemberRole>(account?.role ?? 'viewer')
  const [depotIds, setDepotIds] = useState<readonly string[] | null>(account?.depotIds ?? null)
  const [disabled, setDisabled] = useState(account?.isDisabled ?? false)
  const [isRemoving, setIsRemoving] = useState(false)
  const refresh = async (): Promise<void> => {
    await Promise.all([
      queryClient.invalidateQueries(trpc.serviceAccounts.pathFilter()),
      queryClient.invalidateQueries(trpc.keys.pathFilter()),
    ])
    onClose()
  }
  const save = useMutation({
    mutationFn: () =>
      withConfirmation(() => {
        const fields = { name: name.trim(), role, depotIds: depotIds === null ? null : [...depotIds] }
        return account === null
          ? api.serviceAccounts.create.mutate(fields)
          : api.serviceAccounts.update.mutate({ ...fields, id: account.id, disabled })
      }),
    meta: { isErrorShown: true },
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: (id: string) => api.serviceAccounts.remove.mutate({ id }),
    onSuccess: async () => {
      toast({ text: `${account?.name ?? 'The account'} is removed`, detail: 'Its keys have ended with it.' })
      await refresh()
    },
  })
  const error = shownError(save.error)
  const roles =
    account === null || isBuiltInRole(account.role)
      ? usual
      : [...usual, { value: account.role, label: account.roleName }]
  if (isRemoving && account !== null) {
    return (
      <Dialog
        title={`Remove ${account.name}?`}
        isOpen
        onClose={onClose}
        size="s"
        footer={
          <>
            <Button onClick={() => setIsRemoving(false)}>Keep it</Button>
            <Button variant="danger" isBusy={remove.isPending} onClick={() => remove.mutate(account.id)}>
              Remove
            </Button>
          </>
        }
      >
        <p className="text-13 text-ink-2">
          Its keys end at once, and programs that use them are refused. This cannot be undone.
        </p>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={account === null ? 'Add a service account' : account.name}
      isOpen
      onClose={onClose}
      size="s"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Field label="Name" error={error?.field === 'name' ? error.message : null}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={120}
              autoComplete="off"
              placeholder="Web shop"
              value={name}
              onChange={(event) => {
                setName(event.target.value)
              }}
            />
          )}
        </Field>
        <Field
          label="Role"
          hint={isBuiltInRole(role) ? roleWords[role].detail : undefined}
          error={error?.field === 'role' ? error.message : null}
        >
          {(control) => <Select {...control} value={role} options={roles} onChange={setRole} />}
        </Field>
        <fieldset className="flex flex-col">
          <legend className="text-12 font-strong text-ink-2">Depots</legend>
          <Checkbox
            label="All depots"
            checked={depotIds === null}
            onChange={(isAll) => {
              setDepotIds(isAll ? null : (depots.data?.items ?? []).map(({ id }) => id))
            }}
          />
          {depotIds === null
            ? null
            : depots.data?.items.map((depot) => (
                <Checkbox
                  key={depot.id}
                  label={depot.name}
                  checked={depotIds.includes(depot.id)}
                  onChange={(isOn) => {
                    setDepotIds(isOn ? [...depotIds, depot.id] : depotIds.filter((id) => id !== depot.id))
                  }}
                />
              ))}
          {depotIds?.length === 0 ? (
            <p role="alert" className="text-12 text-late">
              Choose at least one depot.
            </p>
          ) : null}
        </fieldset>
        {account === null ? null : (
          <Checkbox label="Locked: its keys are refused" checked={disabled} onChange={setDisabled} />
        )}
        {error !== null && error.field !== 'name' && error.field !== 'role' ? (
          <FormError error={error} />
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          {account === null ? null : (
            <Button variant="danger" className="mr-auto" onClick={() => setIsRemoving(true)}>
              Remove
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={depotIds?.length === 0} isBusy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
