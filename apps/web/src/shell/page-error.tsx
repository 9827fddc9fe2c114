import { Button, ErrorState } from '@cartage/ui'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'

/** What stands in for a page that failed to load or to draw. */
export function PageError({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  const { title, message, advice, code } = toHumanError(error)
  return (
    <ErrorState
      title={title}
      message={message}
      {...(advice === undefined ? {} : { advice })}
      code={code}
      onRetry={() => {
        boundary.reset()
        reset()
        void router.invalidate()
      }}
      actions={
        <Button
          onClick={() => {
            void router.navigate({ to: '/' })
          }}
        >
          To the day
        </Button>
      }
    />
  )
}
