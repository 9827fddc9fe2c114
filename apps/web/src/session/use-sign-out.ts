import { toast } from '@cartage/ui'
import { useMutation } from '@tanstack/react-query'
import { api } from '../api/trpc.ts'
import { leave } from './sign-out.ts'

export interface SignOut {
  readonly signOut: () => void
  readonly isBusy: boolean
}

/** Leaves, and says so where only the browser has forgotten the person. */
export function useSignOut(onLeft: () => void): SignOut {
  const leaving = useMutation({
    // Where there is no network it is not put off either.
    networkMode: 'always',
    mutationFn: () => leave((options) => api.session.signOut.mutate(undefined, options)),
    onSuccess: (isEnded) => {
      onLeft()
      if (isEnded) return
      toast({
        meaning: 'late',
        text: 'Signed out on this page only',
        detail: 'The server did not answer, so the session goes on until you sign in and out again.',
      })
    },
  })
  return { signOut: () => leaving.mutate(), isBusy: leaving.isPending }
}
