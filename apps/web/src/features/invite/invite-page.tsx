import { Button, buttonClass, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { PASSWORD_MIN, passwordProblem } from '../../session/password-rule.ts'
import { startSession, useSession } from '../../session/session.ts'
import { useFragmentToken } from '../../session/use-fragment-token.ts'
import { JoinOrganization } from './join-organization.tsx'

/** Where an invitation link leads: choose a password, and in. */
export function InvitePage(): ReactNode {
  const token = useFragmentToken()
  const session = useSession()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [isTried, setIsTried] = useState(false)
  const accept = useMutation(
    trpc.session.acceptInvite.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: (session) => {
        startSession(session)
        void navigate({ to: '/' })
      },
    }),
  )
  if (token === null) {
    return (
      <AuthFrame
        title="This link is not complete"
        lead="An invitation ends with a long code behind a # sign."
      >
        <p className="mb-5 text-13 text-ink-2">Copy the whole link, or ask who sent it for a new one.</p>
        <Link to="/sign-in" className={buttonClass('secondary', 'm')}>
          Sign in instead
        </Link>
      </AuthFrame>
    )
  }
  // Once they have chosen a password here, the session is the new one.
  if (session !== null && !accept.isPending && !accept.isSuccess) {
    return <JoinOrganization session={session} token={token} />
  }
  const error = accept.isError ? toHumanError(accept.error) : null
  if (error?.reason === 'HAS_ACCOUNT') {
    return (
      <AuthFrame title="You have an account already" lead="Sign in with it, then join: no second password.">
        <Link to="/sign-in" search={{ next: '/invite' }} className={buttonClass('primary', 'm')}>
          Sign in and join
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title="You are invited" lead="Choose a password to join your organization.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setIsTried(true)
          if (passwordProblem(password) === null) accept.mutate({ token, password })
        }}
      >
        <Field
          label="Password"
          hint={`At least ${PASSWORD_MIN} characters; three or four unrelated words do well.`}
          error={isTried ? passwordProblem(password) : null}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="new-password"
              required
              // The page is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              value={password}
              onChange={(event) => {
                setPassword(event.target.value)
              }}
            />
          )}
        </Field>
        {error === null ? null : <FormError error={error} />}
        <Button type="submit" variant="primary" isBusy={accept.isPending}>
          Join
        </Button>
      </form>
      <p className="mt-6 text-12 text-ink-3">
        You have an account?{' '}
        <Link to="/sign-in" search={{ next: '/invite' }} className="text-accent hover:underline">
          Sign in and join with it
        </Link>
      </p>
    </AuthFrame>
  )
}
