import type { Outputs } from '../../api/trpc.ts'

export type AuditEvent = Outputs['audit']['list']['items'][number]

/** `order.setRole` as a person reads it: "Order: set role". */
export function actionWords(action: string): string {
  const [entity = '', verb = ''] = action.split('.')
  const words = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const first = words(entity)
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}: ${words(verb)}`
}

/** Who did it: a person, or the account of a program and its key. */
export function actorWords({ user, key }: AuditEvent): string {
  const name =
    user === null ? 'Nobody known' : user.name === '' ? `Erased (${user.id.slice(0, 8)})` : user.name
  if (key === null) return name
  return `${name}, key ${key.name === '' ? key.id.slice(0, 8) : key.name}`
}

/** A value as text; what is no text as JSON. */
export const valueWords = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value)
