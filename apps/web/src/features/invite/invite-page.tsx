import { Button, buttonClass, Field, Input } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { PASSWORD_MIN, passwordProblem } from '../../session/password-rule.ts'
import { startSession } from '../../session/session.ts'
import { useFragmentToken } from '../../session/use-fragment-token.ts'

/** Where an invitation link leads: choose a password, and in. */
export function InvitePage(): ReactNode {
  const token = useFragmentToken()
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
        {accept.isError ? <FormError error={toHumanError(accept.error)} /> : null}
        <Button type="submit" variant="primary" isBusy={accept.isPending}>
          Join
        </Button>
      </form>
    </AuthFrame>
  )
}
