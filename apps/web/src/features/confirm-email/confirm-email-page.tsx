import { Button, buttonClass } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'
import { AuthFrame } from '../../session/auth-frame.tsx'
import { FormError } from '../../session/form-error.tsx'
import { useFragmentToken } from '../../session/use-fragment-token.ts'

/** Where the link leads that a new address was sent. A button takes it, for programs that look into mail open links too. */
export function ConfirmEmailPage(): ReactNode {
  const token = useFragmentToken()
  const confirm = useMutation(
    trpc.session.confirmEmail.mutationOptions({
      meta: { isErrorShown: true },
      onSuccess: () => void queryClient.invalidateQueries(trpc.session.current.pathFilter()),
    }),
  )
  if (token === null) {
    return (
      <AuthFrame title="This link is not complete" lead="It ends with a long code behind a # sign.">
        <p className="text-13 text-ink-2">
          Copy the whole link, or ask for a new one: enter the address in your account settings again.
        </p>
        <Link to="/settings/account" className={buttonClass('secondary', 'm')}>
          Account settings
        </Link>
      </AuthFrame>
    )
  }
  if (confirm.isSuccess) {
    return (
      <AuthFrame title="The address is yours" lead={`Sign in as ${confirm.data.email} from now on.`}>
        <Link to="/" className={buttonClass('primary', 'm')}>
          Go on
        </Link>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame
      title="Is this your address?"
      lead="You will sign in with it in place of the one before, and your other sessions end."
    >
      <div className="flex flex-col gap-4">
        {confirm.isError ? <FormError error={toHumanError(confirm.error)} /> : null}
        <Button variant="primary" isBusy={confirm.isPending} onClick={() => confirm.mutate({ token })}>
          Yes, use it
        </Button>
      </div>
    </AuthFrame>
  )
}
