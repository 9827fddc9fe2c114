import { Button, Field, Input, SkeletonRows } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { api } from '../../api/trpc.ts'
import { NotConfirmed, withConfirmation } from '../../session/confirm-identity.ts'
import { FormError } from '../../session/form-error.tsx'
import type { Session } from '../../session/session.ts'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

export interface TotpSetupProps {
  /** The app is set up and the recovery codes are put away; the session goes on as this. */
  readonly onDone: (session: Session) => void
  readonly onCancel: () => void
}

/** Sets an authenticator app up: scan, enter its first code, keep the recovery codes. */
export function TotpSetup({ onDone, onCancel }: TotpSetupProps): ReactNode {
  const enrol = useMutation({
    meta: { isErrorShown: true },
    mutationFn: () => withConfirmation(() => api.factors.enrolTotp.mutate()),
    onError: (error) => {
      if (error instanceof NotConfirmed) onCancel()
    },
  })
  const hasBegun = useRef(false)
  const { mutate: begin } = enrol
  useEffect(() => {
    // Each beginning makes a new secret: the one in sight must be the last.
    if (hasBegun.current) return
    hasBegun.current = true
    begin()
  }, [begin])
  const confirm = useMutation({
    meta: { isErrorShown: true },
    mutationFn: (code: string) => withConfirmation(() => api.factors.confirmTotp.mutate({ code })),
  })
  if (confirm.isSuccess) {
    const { session, recoveryCodes } = confirm.data
    return <RecoveryCodes codes={recoveryCodes} onDone={() => onDone(session)} />
  }
  if (enrol.isError) {
    return (
      <div className="flex flex-col items-start gap-3">
        <FormError error={toHumanError(enrol.error)} />
        <Button onClick={onCancel}>Close</Button>
      </div>
    )
  }
  if (!enrol.isSuccess) return <SkeletonRows label="Setting up" rows={4} />
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap gap-5">
        <QrCode text={enrol.data.uri} label="QR code for your authenticator app" />
        <div className="min-w-0 flex-1 basis-56 text-13 text-ink-2">
          <p>Scan this with an authenticator app, such as the one of your password manager.</p>
          <dl className="mt-3">
            <dt>No camera? Enter this secret in the app:</dt>
            <dd className="mt-1 font-mono break-words text-ink select-all">{grouped(enrol.data.secret)}</dd>
          </dl>
        </div>
      </div>
      <FirstCode
        isBusy={confirm.isPending}
        error={confirm.error instanceof NotConfirmed ? null : confirm.error}
        onChange={confirm.reset}
        onSubmit={confirm.mutate}
        onCancel={onCancel}
      />
    </div>
  )
}

interface FirstCodeProps {
  readonly isBusy: boolean
  readonly error: unknown
  readonly onChange: () => void
  readonly onSubmit: (code: string) => void
  readonly onCancel: () => void
}

function FirstCode({ isBusy, error, onChange, onSubmit, onCancel }: FirstCodeProps): ReactNode {
  const [typed, setTyped] = useState('')
  const [isTried, setIsTried] = useState(false)
  const digits = typed.replaceAll(/\D/g, '')
  const failure = error === null ? null : toHumanError(error)
  const problem =
    failure?.field === 'code'
      ? failure.message
      : isTried && digits.length !== 6
        ? 'Enter all 6 digits that the app shows.'
        : null
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (digits.length === 6) onSubmit(digits)
      }}
    >
      <Field label="First code" hint="The six digits that the app shows now." error={problem}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="max-w-60 tabular-nums"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setIsTried(false)
              onChange()
            }}
          />
        )}
      </Field>
      {failure === null || failure.field === 'code' ? null : <FormError error={failure} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isBusy={isBusy}>
          Confirm
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}

const grouped = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ')
