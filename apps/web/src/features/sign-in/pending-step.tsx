import { Button, SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc, type Outputs } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import type { Session } from '../../session/session.ts'
import { SecondStep } from './second-step.tsx'

export type ConnectAsked = Extract<NonNullable<Outputs['oidc']['pending']>, { readonly kind: 'connect' }>

export interface PendingStepProps {
  readonly onSignedIn: (session: Session) => void
  readonly onBack: () => void
  /** The password form, for who has an account that waits to be connected. */
  readonly connectForm: (asked: ConnectAsked) => ReactNode
}

/** What is left to do for somebody who comes back from a provider. */
export function PendingStep({ onSignedIn, onBack, connectForm }: PendingStepProps): ReactNode {
  const pending = useQuery(trpc.oidc.pending.queryOptions(undefined, { gcTime: 0, staleTime: Infinity }))
  if (pending.isPending) {
    return (
      <AuthFrame title="One moment" lead="You come back from the provider.">
        <SkeletonRows label="Loading what is left to do" rows={2} />
      </AuthFrame>
    )
  }
  const asked = pending.data
  if (asked?.kind === 'second_factor') {
    return <SecondStep asked={asked} onSignedIn={onSignedIn} onBack={onBack} />
  }
  if (asked?.kind === 'connect') return connectForm(asked)
  return (
    <AuthFrame title="That took too long" lead="A sign-in at a provider holds for ten minutes.">
      <Button variant="primary" onClick={onBack}>
        Sign in again
      </Button>
    </AuthFrame>
  )
}
