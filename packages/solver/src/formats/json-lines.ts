import { FormatError } from './format-error.ts'
import { findJsonBreak } from './json-break.ts'

/** A parsed JSON text that still knows on which line each value stands. */
export interface JsonText {
  readonly value: unknown
  /** The line (from 1) of the value at a path such as ['jobs', 3, 'load']; of its nearest known parent. */
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

/** Parses JSON. @throws FormatError naming the line where it breaks off. */
export function readJson(text: string): JsonText {
  try {
    return { value: JSON.parse(text), lineOf: (path) => lineAt(text, path) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const at = findJsonBreak(text)
    const seen =
      at < text.length ? `cannot go on with ${JSON.stringify(text.slice(at, at + 12))}` : 'ends too early'
    throw new FormatError(countLines(text, at), 'JSON', seen)
  }
}

/** Splits `jobs[3].windows[0]` into a path. */
export function pathOf(field: string): PropertyKey[] {
  return [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
}

/** Writes a path as `jobs[3].windows[0]`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key}]`
    return field === '' ? String(key) : `${field}.${String(key)}`
  }, '')
}

function lineAt(text: string, path: readonly PropertyKey[]): number {
  const cursor = new Cursor(text)
  for (const key of path) if (!cursor.enter(key)) break
  return countLines(text, cursor.at)
}

function countLines(text: string, until: number): number {
  let lines = 1
  for (let i = 0; i < Math.min(until, text.length); i++) if (text.charCodeAt(i) === 10) lines++
  return lines
}

/** Walks through a text that is known to be valid JSON. */
class Cursor {
  at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
    this.skipSpace()
  }

  /** Moves to the value of a key or index; stays and says false when there is none. */
  enter(key: PropertyKey): boolean {
    const { at } = this
    const open = this.text[at]
    if (open !== '{' && open !== '[') return false
    this.at++
    this.skipSpace()
    for (let index = 0; this.text[this.at] !== '}' && this.text[this.at] !== ']'; index++) {
      let found = index === key
      if (open === '{') {
        const from = this.at
        this.skipValue()
        found = JSON.parse(this.text.slice(from, this.at)) === key
        this.skipSpace()
        this.at++
        this.skipSpace()
      }
      if (found) return true
      this.skipValue()
      this.skipSpace()
      if (this.text[this.at] === ',') this.at++
      this.skipSpace()
      if (this.at >= this.text.length) break
    }
    this.at = at
    return false
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }

  private skipValue(): void {
    const first = this.text[this.at]
    if (first === '"') this.skipString()
    else if (first === '{' || first === '[') this.skipNested()
    else while (this.at < this.text.length && !/[\s,\]}]/.test(this.text[this.at] ?? '')) this.at++
  }

  private skipString(): void {
    this.at++
    while (this.at < this.text.length && this.text[this.at] !== '"')
      this.at += this.text[this.at] === '\\' ? 2 : 1
    this.at++
  }

  private skipNested(): void {
    let depth = 0
    do {
      const character = this.text[this.at]
      if (character === '"') {
        this.skipString()
        continue
      }
      if (character === '{' || character === '[') depth++
      if (character === '}' || character === ']') depth--
      this.at++
    } while (depth > 0 && this.at < this.text.length)
  }
}
