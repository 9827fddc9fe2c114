import { useSyncExternalStore } from 'react'
import { type HumanError, toHumanError } from '../api/human-error.ts'

/** Somebody waits for the person to confirm that it is them. */
export interface Confirmation {
  readonly confirm: () => void
  readonly cancel: () => void
}

/** Thrown when the person would rather not. */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed'
}

/** What a form shows of a failure: nothing where there is none, and where the person closed the dialog themselves. */
export const shownError = (error: unknown): HumanError | null =>
  error === null || error instanceof NotConfirmed ? null : toHumanError(error)

let waiting: Confirmation | null = null
const listeners = new Set<() => void>()
const publish = (next: Confirmation | null): void => {
  waiting = next
  for (const listener of listeners) listener()
}

/**
 * Does something sensitive. When the server asks for a fresh proof first, a dialog asks the person for it, and then it is done again;
 * throws {@link NotConfirmed} when they close it.
 */
export async function withConfirmation<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (toHumanError(error).reason !== 'REAUTH_REQUIRED') throw error
    await askForConfirmation()
    return run()
  }
}

function askForConfirmation(): Promise<void> {
  waiting?.cancel()
  return new Promise((resolve, reject) => {
    publish({
      confirm: () => {
        publish(null)
        resolve()
      },
      cancel: () => {
        publish(null)
        reject(new NotConfirmed('It was not confirmed.'))
      },
    })
  })
}

/** What the dialog is to ask for now; null for nothing. */
export const useConfirmation = (): Confirmation | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting,
  )
