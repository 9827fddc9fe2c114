/** The problem as given cannot be right; `field` is the path to the value, such as `jobs[3].windows[0]`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly field: string

  constructor(field: string, message: string) {
    super(`${field}: ${message}`)
    this.field = field
  }
}
