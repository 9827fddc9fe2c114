import { Button, SkeletonRows } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { type Session, startSession, useSession } from '../../session/session.ts'
import { useSignOut } from '../../session/use-sign-out.ts'
import { canUsePasskeys } from '../../session/passkeys.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { useSignedOutRedirect } from '../../shell/use-signed-out-redirect.ts'
import { PasskeySetup } from './add-passkey.tsx'
import { FactorForm } from './factor-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TotpSetup } from './totp-setup.tsx'

/** What somebody sees in place of the app while their organization asks for a second factor that the session lacks. */
export function SecondFactorPage(): ReactNode {
  useSignedOutRedirect()
  const navigate = useNavigate()
  const session = useSession()
  const enter = (next: Session): void => {
    startSession(next)
    void navigate({ to: '/' })
  }
  const { signOut, isBusy } = useSignOut(() => void navigate({ to: '/sign-in' }))
  if (session === null) return null
  const { name } = session.organization
  return (
    <AuthFrame
      title={session.lacks === 'enrolment' ? 'Set up a second factor' : 'Second step'}
      lead={`${name} asks everybody for a second factor.`}
    >
      {session.lacks === 'enrolment' ? <Enrolment onDone={enter} /> : <Proof onDone={enter} />}
      <Button variant="quiet" className="mt-4 self-start" isBusy={isBusy} onClick={signOut}>
        Sign out
      </Button>
    </AuthFrame>
  )
}

interface StepProps {
  readonly onDone: (session: Session) => void
}

function Enrolment({ onDone }: StepProps): ReactNode {
  const [begun, setBegun] = useState<'totp' | 'passkey' | null>(null)
  const [added, setAdded] = useState<Outputs['passkeys']['add'] | null>(null)
  const stop = (): void => {
    setBegun(null)
  }
  if (added !== null) {
    return <RecoveryCodes codes={added.recoveryCodes} onDone={() => onDone(added.session)} />
  }
  if (begun === 'totp') return <TotpSetup onDone={onDone} onCancel={stop} />
  if (begun === 'passkey') return <PasskeySetup onDone={setAdded} onCancel={stop} />
  return (
    <>
      <p className="mb-4 text-13 text-ink-2">
        An authenticator app on your phone shows a code at each sign-in. A passkey needs none: your device
        knows you by its own lock. Either takes a minute.
      </p>
      <div className="flex flex-col gap-2">
        <Button variant="primary" onClick={() => setBegun('totp')}>
          Set up an authenticator app
        </Button>
        {canUsePasskeys() ? <Button onClick={() => setBegun('passkey')}>Add a passkey</Button> : null}
      </div>
    </>
  )
}

function Proof({ onDone }: StepProps): ReactNode {
  const factors = useQuery(trpc.factors.list.queryOptions())
  const prove = useMutation(
    trpc.factors.prove.mutationOptions({ meta: { isErrorShown: true }, onSuccess: onDone }),
  )
  if (factors.isPending) return <SkeletonRows label="Loading your second factor" rows={2} />
  if (factors.isLoadingError) {
    return <QueryError error={factors.error} onRetry={() => void factors.refetch()} />
  }
  const { totp, passkeys, recoveryCodesLeft } = factors.data
  return (
    <FactorForm
      methods={[
        ...(totp === null ? [] : (['totp'] as const)),
        ...(passkeys.length === 0 ? [] : (['passkey'] as const)),
        ...(recoveryCodesLeft === 0 ? [] : (['recovery'] as const)),
      ]}
      beginPasskey={() => api.passkeys.beginProof.mutate({ purpose: 'second_factor' })}
      isBusy={prove.isPending}
      error={prove.error}
      onChange={prove.reset}
      onSubmit={(proof) => {
        prove.mutate(proof)
      }}
    />
  )
}
