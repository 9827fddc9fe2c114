/** A feature of a collection as text, and where in the file it begins. */
export interface FeatureText {
  readonly text: string
  readonly offset: number
}

/** A part of the file that has no end in sight is damage, or not a list of ways. */
const maxFeatureBytes = 64 * 1024 * 1024
const maxOuterLength = 4 * 1024 * 1024

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Cuts a FeatureCollection into its features while it is being read, so that memory stays at one feature and a file may
 * be larger than a string can be. Only brackets, commas and strings are followed; each feature, and what is around them,
 * is parsed by the caller, which finds every other mistake.
 */
export class FeatureSplitter {
  #depth = 0
  #inString = false
  #isEscaped = false
  #inFeatures = false
  #featureCount = 0
  /** What is left of the last chunk: the beginning of a feature, or of the text around. */
  #carry: Buffer = Buffer.alloc(0)
  #offset = 0
  #outer = ''

  /** The features that end in the next chunk of the file. Throws a `RangeError` where something is too long to be one. */
  push(chunk: Buffer): FeatureText[] {
    const bytes = this.#carry.length > 0 ? Buffer.concat([this.#carry, chunk]) : chunk
    const features: FeatureText[] = []
    let from = 0
    for (let at = this.#carry.length; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (byte === backslash) this.#isEscaped = true
        else if (byte === quote) this.#inString = false
      } else if (byte === quote) this.#inString = true
      else if (byte === openBrace || byte === openBracket) {
        this.#depth++
        if (this.#depth !== 2 || byte !== openBracket || this.#inFeatures) continue
        this.#outer += bytes.toString('latin1', from, at + 1)
        from = at + 1
        this.#inFeatures = /"features"\s*:\s*\[$/.test(this.#outer.slice(-100))
        this.#featureCount = 0
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth--
        if (!this.#inFeatures || this.#depth !== 1) continue
        const last = bytes.toString('utf8', from, at)
        // Blank in an empty list only: behind a comma it is a feature that is missing.
        if (last.trim() !== '' || this.#featureCount > 0) {
          features.push({ text: last, offset: this.#offset + from })
        }
        this.#inFeatures = false
        from = at
      } else if (byte === comma && this.#inFeatures && this.#depth === 2) {
        features.push({ text: bytes.toString('utf8', from, at), offset: this.#offset + from })
        this.#featureCount++
        from = at + 1
      }
    }
    if (!this.#inFeatures) {
      this.#outer += bytes.toString('latin1', from)
      from = bytes.length
    }
    if (bytes.length - from > maxFeatureBytes || this.#outer.length > maxOuterLength) {
      throw new RangeError('no end of it in sight')
    }
    this.#carry = Buffer.from(bytes.subarray(from))
    this.#offset += from
    return features
  }

  /** Where the part began that the file breaks off in; undefined when everything opened was closed. */
  unfinishedAt(): number | undefined {
    return this.#depth === 0 && !this.#inString ? undefined : this.#offset
  }

  /** The collection without its features, as text of which only the ASCII letters are right. */
  outer(): string {
    return this.#outer
  }
}
