import { useState } from 'react'
import { toHumanError } from '../api/human-error.ts'
import { api } from '../api/trpc.ts'

export interface Proven {
  /** Whether the form must ask for the password. */
  readonly isAsked: boolean
  readonly password: string
  readonly setPassword: (password: string) => void
  /** What is wrong with the password that was given. */
  readonly error: string | null
  /** Does what asks for a fresh proof, after giving one where a password was typed. */
  readonly run: <Result>(work: () => Promise<Result>) => Promise<Result>
}

/** For forms whose change asks who it is: they send first, and ask for the password only when the server does. */
export function useProven(): Proven {
  const [isAsked, setIsAsked] = useState(false)
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | null>(null)
  return {
    isAsked,
    password,
    setPassword,
    error,
    async run(work) {
      setError(null)
      try {
        if (isAsked) await api.session.reauthenticate.mutate({ password })
        const result = await work()
        setIsAsked(false)
        setPassword('')
        return result
      } catch (thrown) {
        const { reason, field, message } = toHumanError(thrown)
        if (reason === 'REAUTH_REQUIRED') {
          setIsAsked(true)
          setError(null)
        } else if (field === 'password') setError(message)
        throw thrown
      }
    },
  }
}

/** Whether a failure is shown at the password already. */
export const isAboutProof = (error: unknown): boolean => {
  const { reason, field } = toHumanError(error)
  return reason === 'REAUTH_REQUIRED' || field === 'password'
}
