import { Button, Notice } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { FormError } from './form-error.tsx'
import { problemWords } from './provider-problem.ts'
import { goToProve, onProof } from './provider-proof.ts'

export interface ProviderProofButtonProps {
  /** Of the provider. */
  readonly name: string
  /** Whether it is what the form is about. */
  readonly isMain: boolean
  readonly onProven: () => void
}

/** Confirms who it is by a new sign-in at the provider, and says what became of it. */
export function ProviderProofButton({ name, isMain, onProven }: ProviderProofButtonProps): ReactNode {
  const [problem, setProblem] = useState<string | null>(null)
  const go = useMutation({
    meta: { isErrorShown: true },
    mutationFn: goToProve,
    onMutate: () => setProblem(null),
  })
  const end = useEffectEvent((why: string | null) => {
    go.reset()
    setProblem(why)
    if (why === null) onProven()
  })
  useEffect(() => onProof((why) => end(why)), [])
  return (
    <>
      {problem === null ? null : <Notice meaning="late" title={problemWords(problem)} />}
      {go.isError ? <FormError error={toHumanError(go.error)} /> : null}
      <output className="block text-13 text-pretty text-ink-2 empty:hidden">
        {go.isSuccess
          ? `Sign in anew at ${name} in the window that has opened. Then this goes on by itself.`
          : ''}
      </output>
      <Button
        className="min-w-0"
        icon={LogIn}
        variant={isMain ? 'primary' : 'secondary'}
        isBusy={go.isPending}
        onClick={() => go.mutate()}
      >
        <span className="truncate">{go.isSuccess ? `Open ${name} again` : `Confirm at ${name}`}</span>
      </Button>
    </>
  )
}
