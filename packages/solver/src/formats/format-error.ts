/** A problem file that cannot be read; line counts from 1, 0 when the whole file is meant. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly line: number
  readonly field: string

  constructor(line: number, field: string, message: string) {
    super(line > 0 ? `line ${line}, ${field}: ${message}` : `${field}: ${message}`)
    this.line = line
    this.field = field
  }
}
