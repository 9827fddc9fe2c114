/**
 * Where a text stops being JSON: the index of the first character that cannot stand there, the length of the
 * text when it only ends too early. V8 tells the place in some of its messages only.
 */
export function findJsonBreak(text: string): number {
  const scanner = new Scanner(text)
  if (scanner.value()) scanner.space()
  return scanner.at
}

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy

class Scanner {
  at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  space(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at++
  }

  /** Reads one value; on false `at` is where it breaks. */
  value(): boolean {
    this.space()
    const first = this.text[this.at]
    if (first === '{') return this.list('}', true)
    if (first === '[') return this.list(']', false)
    return this.match(first === '"' ? STRING : LITERAL)
  }

  private list(close: string, isObject: boolean): boolean {
    this.at++
    this.space()
    if (this.text[this.at] === close) return this.skip()
    for (;;) {
      if (isObject) {
        this.space()
        if (!this.match(STRING)) return false
        this.space()
        if (this.text[this.at] !== ':') return false
        this.at++
      }
      if (!this.value()) return false
      this.space()
      if (this.text[this.at] === close) return this.skip()
      if (this.text[this.at] !== ',') return false
      this.at++
    }
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null || found[0] === '') return false
    this.at = pattern.lastIndex
    return true
  }

  private skip(): boolean {
    this.at++
    return true
  }
}
