import { formatAge, type Meaning } from '@cartage/ui'
import type { Outputs } from '../../api/trpc.ts'

export type Managed = Outputs['operator']['list']['items'][number]

/** How an organization is, where that is worth a word. */
export const stateWords = ({
  state,
  hasAdmin,
}: Managed): { readonly text: string; readonly meaning?: Meaning } | null =>
  state === 'removing'
    ? { text: 'Being removed', meaning: 'late' }
    : state === 'disabled'
      ? { text: 'Disabled', meaning: 'risk' }
      : hasAdmin
        ? null
        : { text: 'Waits for its administrator', meaning: 'info' }

export function lastActiveWords({ lastActiveAt }: Pick<Managed, 'lastActiveAt'>): string {
  if (lastActiveAt === null) return 'never'
  const age = formatAge(lastActiveAt)
  return age === 'now' ? 'now' : `${age} ago`
}

export const dayWords = (instant: string): string =>
  new Date(instant).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
