import { buttonClass } from '@cartage/ui'
import { useSearch } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { AuthFrame } from './auth-frame.tsx'
import { problemWords } from './provider-problem.ts'
import { endProof } from './provider-proof.ts'

/**
 * Where the provider sends people back to who were to confirm that it is them. Tells the page that waits for it and closes; it is seen
 * only where a browser keeps it open, and by who came without another window.
 */
export function ConfirmedPage(): ReactNode {
  const { next = '/', problem } = useSearch({ from: '/confirmed' })
  useEffect(() => {
    endProof(problem ?? null)
  }, [problem])
  return (
    <AuthFrame
      title={problem === undefined ? 'Confirmed' : 'Not confirmed'}
      lead={
        problem === undefined
          ? 'It holds for ten minutes. Close this window, or go back and do once more what you wanted to do.'
          : problemWords(problem)
      }
    >
      <a href={next} className={buttonClass('primary', 'm', 'self-start')}>
        Go back
      </a>
    </AuthFrame>
  )
}
