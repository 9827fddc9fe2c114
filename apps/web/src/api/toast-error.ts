import { toast } from '@cartage/ui'
import { toHumanError } from './human-error.ts'

/** Tells of a failure that no form shows: what, why, what now and the code. */
export function toastError(error: unknown): void {
  const { title, message, advice, code } = toHumanError(error)
  toast({
    meaning: 'late',
    text: message === 'The server could not finish this.' ? title : message,
    detail: [advice, `Code ${code}`].filter((part) => part !== undefined).join(' '),
  })
}
