import { useQuery } from '@tanstack/react-query'
import { toHumanError } from '../../api/human-error.ts'
import { useSettled } from '../day/use-settled.ts'

/** Typing goes on for this long before what was typed is looked at. Milliseconds. */
const PAUSE_MS = 300

interface WrongText {
  readonly kind: 'wrong'
  readonly problems: readonly { readonly message: string }[]
}

export interface TextCheck<Sound> {
  /** Of the check, without the text. */
  readonly key: readonly string[]
  /** What the text is, such as `A profile`. */
  readonly what: string
  readonly maxLength: number
  readonly ask: (text: string) => Promise<Sound | WrongText>
}

export interface CheckedText<Sound> {
  /** What is wrong with the text as it is now; empty while that is not known. */
  readonly problems: readonly string[]
  readonly sound: Sound | null
}

/** What a text comes to that is being typed, asked of the server whenever the typing pauses. */
export function useCheckedText<Sound extends { readonly kind: 'sound' }>(
  text: string,
  { key, what, maxLength, ask }: TextCheck<Sound>,
): CheckedText<Sound> {
  const settled = useSettled(text, PAUSE_MS)
  const { length } = text.trim()
  const check = useQuery({
    queryKey: [...key, settled],
    queryFn: () => ask(settled),
    enabled: settled.trim() !== '' && settled.trim().length <= maxLength,
    staleTime: Infinity,
    retry: false,
    meta: { isErrorShown: true },
  })
  if (length > maxLength) {
    const most = `${what} has at most ${maxLength.toLocaleString()} characters`
    return { problems: [`${most}; this has ${length.toLocaleString()}.`], sound: null }
  }
  if (text !== settled) return { problems: [], sound: null }
  if (check.isError) return { problems: [toHumanError(check.error).message], sound: null }
  if (check.data === undefined) return { problems: [], sound: null }
  return check.data.kind === 'wrong'
    ? { problems: check.data.problems.map(({ message }) => message), sound: null }
    : { problems: [], sound: check.data }
}
