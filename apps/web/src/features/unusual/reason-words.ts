import type { Outputs } from '../../api/trpc.ts'

type SignIn = Outputs['session']['signIn']
type Reason = Extract<SignIn, { readonly kind: 'second_factor' }>['reasons'][number]

const words: Readonly<Record<Reason, string>> = {
  new_device: 'new device',
  new_phone: 'new phone',
  new_network: 'new network',
  new_browser: 'another browser or system',
  unusual_hour: 'unusual hour',
}

/** What was unusual about a sign-in, as the beginning of a sentence: "New phone, unusual hour". */
export function reasonWords(reasons: readonly Reason[]): string {
  const text = reasons.map((reason) => words[reason]).join(', ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
