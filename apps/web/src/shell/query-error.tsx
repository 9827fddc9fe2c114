import { ErrorState } from '@cartage/ui'
import type { ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'

/** The error state of a part of a page whose query failed. */
export function QueryError({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry: () => void
}): ReactNode {
  const { title, message, advice, code } = toHumanError(error)
  return (
    <ErrorState
      title={title}
      message={message}
      {...(advice === undefined ? {} : { advice })}
      code={code}
      onRetry={onRetry}
    />
  )
}
