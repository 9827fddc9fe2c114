import { Button } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api, trpc, type Outputs } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import type { Session } from '../../session/session.ts'
import { reasonWords } from '../unusual/reason-words.ts'
import { FactorForm } from '../security/factor-form.tsx'

export type SecondFactorAsked = Extract<Outputs['session']['signIn'], { readonly kind: 'second_factor' }>

export interface SecondStepProps {
  readonly asked: SecondFactorAsked
  readonly onSignedIn: (session: Session) => void
  /** Back to the password. */
  readonly onBack: () => void
}

/** The second step of a sign-in. A ticket that is too old leads back to the first. */
export function SecondStep({ asked, onSignedIn, onBack }: SecondStepProps): ReactNode {
  const prove = useMutation(
    trpc.session.proveFactor.mutationOptions({ meta: { isErrorShown: true }, onSuccess: onSignedIn }),
  )
  const isOver = prove.isError && toHumanError(prove.error).reason === 'TICKET'
  return (
    <AuthFrame
      title={isOver ? 'That took too long' : 'Second step'}
      lead={
        isOver
          ? 'The first step holds for ten minutes.'
          : asked.reasons.length === 0
            ? 'Your password is right. Now show that it is you.'
            : `${reasonWords(asked.reasons)}: confirm with your second factor.`
      }
    >
      {isOver ? (
        <Button variant="primary" onClick={onBack}>
          Sign in again
        </Button>
      ) : (
        <div className="flex flex-col gap-1">
          <FactorForm
            methods={asked.methods}
            beginPasskey={() => api.session.beginPasskey.mutate({ ticket: asked.ticket })}
            isBusy={prove.isPending}
            error={prove.error}
            onChange={prove.reset}
            onSubmit={(proof) => {
              prove.mutate({ ticket: asked.ticket, ...proof })
            }}
          />
          <Button variant="quiet" onClick={onBack}>
            Back
          </Button>
        </div>
      )}
    </AuthFrame>
  )
}
