import { Dialog, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../api/trpc.ts'
import { type Confirmation, useConfirmation } from './confirm-identity.ts'
import { ConfirmIdentityForm } from './confirm-identity-form.tsx'
import { canUsePasskeys } from './passkeys.ts'
import { waysToConfirm } from './ways-to-confirm.ts'

/** Asks once more who it is, where something sensitive waits for it. Stands once around all pages. */
export function ConfirmIdentityDialog(): ReactNode {
  const waiting = useConfirmation()
  return (
    <Dialog
      title="Confirm that it is you"
      description="You signed in a while ago. Once confirmed, it holds for ten minutes."
      isOpen={waiting !== null}
      onClose={() => waiting?.cancel()}
      size="s"
    >
      {waiting === null ? null : <Proofs waiting={waiting} />}
    </Dialog>
  )
}

function Proofs({ waiting }: { readonly waiting: Confirmation }): ReactNode {
  const factors = useQuery(trpc.factors.list.queryOptions())
  if (factors.isPending) return <SkeletonRows label="Loading how you can confirm it" rows={2} />
  return <ConfirmIdentityForm waiting={waiting} ways={waysToConfirm(factors.data, canUsePasskeys())} />
}
