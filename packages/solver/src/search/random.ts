/**
 * sfc32 (Doty-Humphrey, PractRand): four 32-bit words, no allocation, the same numbers on every machine.
 */
export class Random {
  private readonly state: Int32Array

  constructor(seed: number) {
    this.state = Int32Array.of(seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9, 1)
    for (let i = 0; i < 16; i++) this.bits()
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const s = this.state
    const a = s[0] ?? 0
    const b = s[1] ?? 0
    const c = s[2] ?? 0
    const counter = s[3] ?? 0
    const result = (((a + b) | 0) + counter) | 0
    s[3] = (counter + 1) | 0
    s[0] = b ^ (b >>> 9)
    s[1] = (c + (c << 3)) | 0
    s[2] = (((c << 21) | (c >>> 11)) + result) | 0
    return result
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return (this.bits() >>> 0) / 4294967296
  }

  /** Uniform in 0 .. bound - 1. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound)
  }
}
