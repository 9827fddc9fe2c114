import { Button, buttonClass, Field, Input } from '@cartage/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'

const back = (
  <Link to="/sign-in" className={buttonClass('secondary', 'm')}>
    Back to signing in
  </Link>
)

/** Asks for a link for a new password, or says whom to ask where none is mailed. */
export function ForgottenPage(): ReactNode {
  const setup = useQuery(trpc.session.setup.queryOptions())
  const [email, setEmail] = useState('')
  const request = useMutation(trpc.session.requestReset.mutationOptions({ meta: { isErrorShown: true } }))
  if (setup.data?.canMail === false) {
    return (
      <AuthFrame title="Forgotten the password?" lead="An administrator of your organization can help.">
        <p className="mb-5 text-13 text-ink-2">
          This installation sends no mail. Ask an administrator for a link: they make it in Settings, Members.
        </p>
        {back}
      </AuthFrame>
    )
  }
  if (request.isSuccess) {
    return (
      <AuthFrame
        title="Look into your mail"
        lead="If there is an account for this address, a link is on its way."
      >
        <p className="mb-5 text-13 text-ink-2">
          It works once, within an hour. Nothing there? Look among the unwanted mail, then ask again.
        </p>
        {back}
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title="Forgotten the password?" lead="We mail you a link to choose a new one.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          request.mutate({ email: email.trim() })
        }}
      >
        <Field label="E-mail">
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              required
              // The page is for nothing else.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              value={email}
              onChange={(event) => {
                setEmail(event.target.value)
              }}
            />
          )}
        </Field>
        {request.isError ? <FormError error={toHumanError(request.error)} /> : null}
        <Button type="submit" variant="primary" isBusy={request.isPending}>
          Mail me a link
        </Button>
        {back}
      </form>
    </AuthFrame>
  )
}
