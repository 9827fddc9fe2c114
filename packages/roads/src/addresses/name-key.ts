import { readWords } from './read-words.ts'

/** Names that read the same have the same key: `R. de Cima` and `Rua de Cima`. */
export function nameKey(name: string): string {
  return readWords(name)
    .map((word) => word.forms[0])
    .join(' ')
}
