import { formatNumber } from '@cartage/ui'
import type { Outputs } from '../../api/trpc.ts'
import { reasonWords } from './reason-words.ts'

export type UnusualEvent = Outputs['unusual']['list']['items'][number]

const work = { export: 'exports', removal: 'removals', reassignment: 'reassignments' } as const

/** What happened, in a line. */
export const unusualTitle = (event: UnusualEvent): string =>
  event.kind === 'sign_in'
    ? `Sign-in: ${reasonWords(event.reasons).toLowerCase()}`
    : `${formatNumber(event.count)} ${work[event.kind]} within an hour`

/** From where, or beside what is usual. */
export const unusualDetail = (event: UnusualEvent): string => {
  if (event.kind !== 'sign_in') return `Usual are ${formatNumber(event.usual)}.`
  const device = [event.device.browser, event.device.system].filter((part) => part !== null).join(' on ')
  return [device || 'Unknown device', event.ip ?? 'unknown address'].join(', ')
}
