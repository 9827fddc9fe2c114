/** What may still be evaluated, so that reasons never take long. */
export class Trials {
  /** In stops. */
  left: number
  private readonly until: number

  /** Nothing more is tried after a moment by `performance.now()`. */
  constructor(left: number, until = Infinity) {
    this.left = left
    this.until = until
  }

  get areOver(): boolean {
    return this.left <= 0 || (this.until < Infinity && performance.now() >= this.until)
  }
}
