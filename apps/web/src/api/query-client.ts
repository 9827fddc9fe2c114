import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { NotConfirmed } from '../session/confirm-identity.ts'
import { isSignedOut, toHumanError } from './human-error.ts'
import { toastError } from './toast-error.ts'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** True when the form itself shows what went wrong; otherwise a toast does. */
      readonly isErrorShown?: boolean
    }
  }
}

const signedOutListeners = new Set<() => void>()

/** Calls back when any answer says that the session has ended. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

const lackingListeners = new Set<() => void>()

/** Calls back when any answer says that the organization asks for a second factor first. */
export function onLacking(listener: () => void): () => void {
  lackingListeners.add(listener)
  return () => lackingListeners.delete(listener)
}

const noticeSession = (error: unknown): void => {
  const isLacking = /^(ENROLMENT|SECOND_FACTOR)_REQUIRED$/.test(toHumanError(error).reason ?? '')
  for (const listener of isLacking ? lackingListeners : isSignedOut(error) ? signedOutListeners : [])
    listener()
}

/** The one cache of what the server said. Change events keep it fresh, so windows regaining focus need not ask again. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSession }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      noticeSession(error)
      // Who closes the dialog knows that nothing was done.
      if (mutation.meta?.isErrorShown !== true && !(error instanceof NotConfirmed)) toastError(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && /^(NETWORK|UNAVAILABLE)/.test(toHumanError(error).code),
    },
    mutations: { retry: false },
  },
})
