import { Button, SkeletonRows, toast } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { shownError, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import { takeSession } from '../../session/session.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { type Passkey, PasskeyList } from './passkey-list.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { RenamePasskey } from './rename-passkey.tsx'

type Added = Outputs['passkeys']['add']

const refresh = (): Promise<void> => queryClient.invalidateQueries(trpc.factors.pathFilter())

/** The person's passkeys: add, rename, remove. */
export function PasskeysSection(): ReactNode {
  const factors = useQuery(trpc.factors.list.queryOptions())
  const [isAdding, setIsAdding] = useState(false)
  const [renamed, setRenamed] = useState<Passkey | null>(null)
  const [codes, setCodes] = useState<readonly string[]>([])
  const remove = useMutation({
    meta: { isErrorShown: true },
    mutationFn: ({ id }: Passkey) => withConfirmation(() => api.passkeys.remove.mutate({ id })),
    onSuccess: async (_, { name }) => {
      toast({ text: `${name} is removed`, detail: 'Your other sessions have ended.' })
      await Promise.all([refresh(), queryClient.invalidateQueries(trpc.session.current.pathFilter())])
    },
  })
  const finish = ({ session, recoveryCodes }: Added): void => {
    setIsAdding(false)
    setCodes(recoveryCodes)
    takeSession(session)
    toast({ meaning: 'done', text: 'Passkey added', detail: 'Your other sessions have ended.' })
    void refresh()
  }
  const failure = shownError(remove.error)
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys" className="text-15 font-strong">
        Passkeys
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        Sign in with your fingerprint, face or PIN instead of the password. A passkey also counts as the
        second factor.
      </p>
      {factors.isPending ? (
        <SkeletonRows label="Loading your passkeys" rows={2} />
      ) : factors.isLoadingError ? (
        <QueryError error={factors.error} onRetry={() => void factors.refetch()} />
      ) : codes.length > 0 ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes([])} />
      ) : (
        <div className="flex flex-col items-start gap-3 *:max-w-full">
          {factors.data.passkeys.length === 0 ? null : (
            <div className="w-full">
              <PasskeyList
                passkeys={factors.data.passkeys}
                removedId={remove.isPending ? remove.variables.id : undefined}
                onRename={setRenamed}
                onRemove={remove.mutate}
              />
            </div>
          )}
          {failure === null ? null : <FormError error={failure} />}
          <Button icon={Plus} onClick={() => setIsAdding(true)}>
            Add a passkey
          </Button>
        </div>
      )}
      {isAdding ? <AddPasskey onDone={finish} onCancel={() => setIsAdding(false)} /> : null}
      {renamed === null ? null : <RenamePasskey passkey={renamed} onClose={() => setRenamed(null)} />}
    </section>
  )
}
