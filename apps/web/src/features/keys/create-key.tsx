import { Button, Dialog, Field, Input, Select } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { useSession } from '../../session/session.ts'
import { AddressField } from './address-field.tsx'
import { linesOf } from './address-lines.ts'
import { KeyShown } from './key-shown.tsx'
import { PermissionChoice } from './permission-choice.tsx'
import type { KeyPermission } from './permission-groups.ts'

type Account = Outputs['serviceAccounts']['list']['items'][number]

const ME = 'me'
const lifetimes = [7, 30, 90, 180, 365].map((days) => ({ value: String(days), label: `${days} days` }))

interface Fields {
  readonly account: string
  readonly name: string
  readonly permissions: ReadonlySet<KeyPermission>
  readonly days: string
  readonly allowed: string
  readonly denied: string
}
const fresh: Fields = { account: ME, name: '', permissions: new Set(), days: '90', allowed: '', denied: '' }

/** Makes a key, and shows it this once. */
export function CreateKey({
  isOpen,
  accounts,
  onClose,
}: {
  readonly isOpen: boolean
  readonly accounts: readonly Account[]
  readonly onClose: () => void
}): ReactNode {
  const session = useSession()
  const [fields, setFields] = useState(fresh)
  const [isTried, setIsTried] = useState(false)
  const account = accounts.find(({ id }) => id === fields.account)
  const own = session?.permissions ?? []
  const held = new Set(
    account === undefined ? own : own.filter((name) => account.permissions.some((of) => of === name)),
  )
  const permissions = [...fields.permissions].filter((name) => held.has(name))
  const create = useMutation({
    mutationFn: () =>
      withConfirmation(() =>
        api.keys.create.mutate({
          accountId: account?.id ?? null,
          name: fields.name.trim(),
          permissions,
          lifetimeDays: Number(fields.days),
          allowedAddresses: linesOf(fields.allowed),
          deniedAddresses: linesOf(fields.denied),
        }),
      ),
    meta: { isErrorShown: true },
    onSuccess: () => queryClient.invalidateQueries(trpc.keys.pathFilter()),
  })
  const close = (): void => {
    if (create.isSuccess) {
      setFields(fresh)
      setIsTried(false)
    }
    create.reset()
    onClose()
  }
  if (create.isSuccess) return <KeyShown created={create.data} isOpen={isOpen} onClose={close} />
  const error = shownError(create.error)
  const errorOf = (field: string): string | null =>
    error?.field?.split('.')[0] === field ? error.message.replace(/^\w+(\.\w+)*: /, '') : null
  const set = (some: Partial<Fields>): void => {
    setFields({ ...fields, ...some })
  }
  const atField = ['name', 'permissions', 'allowedAddresses', 'deniedAddresses'].some(
    (field) => errorOf(field) !== null,
  )
  return (
    <Dialog
      title="Create a key"
      description="A program that has the key may do what you choose here, until the key expires or is revoked."
      isOpen={isOpen}
      onClose={close}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (permissions.length > 0) create.mutate()
        }}
      >
        <Field label="Name" hint="Where it will be used, so that you know later." error={errorOf('name')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={80}
              autoComplete="off"
              placeholder="Web shop"
              value={fields.name}
              onChange={(event) => {
                set({ name: event.target.value })
              }}
            />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Acts for" hint="A service account outlives the people who set it up.">
            {(control) => (
              <Select
                {...control}
                value={fields.account}
                options={[
                  { value: ME, label: `${session?.user.name ?? 'Me'} (you)` },
                  ...accounts.map(({ id, name, isDisabled }) => ({ value: id, label: name, isDisabled })),
                ]}
                onChange={(next: string) => {
                  set({ account: next })
                }}
              />
            )}
          </Field>
          <Field label="Expires after">
            {(control) => (
              <Select
                {...control}
                value={fields.days}
                options={lifetimes}
                onChange={(days) => {
                  set({ days })
                }}
              />
            )}
          </Field>
        </div>
        <PermissionChoice
          held={held}
          value={new Set(permissions)}
          error={
            errorOf('permissions') ??
            (isTried && permissions.length === 0 ? 'Choose at least one thing that the key may do.' : null)
          }
          onChange={(next) => {
            set({ permissions: next })
          }}
        />
        <AddressField
          label="Only from these addresses"
          hint="One address or range a line. Empty: from anywhere that the organization allows."
          value={fields.allowed}
          error={errorOf('allowedAddresses')}
          onChange={(allowed) => {
            set({ allowed })
          }}
        />
        <AddressField
          label="Never from these addresses"
          hint="Stronger than the list above."
          value={fields.denied}
          error={errorOf('deniedAddresses')}
          onChange={(denied) => {
            set({ denied })
          }}
        />
        {error !== null && !atField ? <FormError error={error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={create.isPending}>
            Create the key
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
