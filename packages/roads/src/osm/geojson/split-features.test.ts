import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeatureSplitter } from './split-features.ts'

/** The features of a text that arrives in chunks of so many bytes. */
function split(
  text: string,
  chunkBytes: number,
): { features: unknown[]; offsets: number[]; splitter: FeatureSplitter } {
  const splitter = new FeatureSplitter()
  const bytes = Buffer.from(text)
  const found = []
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    found.push(...splitter.push(bytes.subarray(at, at + chunkBytes)))
  }
  return {
    features: found.map((feature) => JSON.parse(feature.text)),
    offsets: found.map(({ offset }) => offset),
    splitter,
  }
}

const nested = { name: 'A "features": [1] ]}, \\', list: [[1, [2]], {}], ünï: 'cödé' }

describe('cutting a collection into features', () => {
  it('gives what JSON.parse gives, wherever the chunks end', () => {
    const values = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 })
    const outer = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
    const indent = fc.integer({ min: 0, max: 2 })
    fc.assert(
      fc.property(
        values,
        outer,
        outer,
        fc.integer({ min: 1, max: 50 }),
        indent,
        (list, before, after, size, space) => {
          const wanted = [...list, nested]
          const { features: _, ...rest } = after
          const collection = { ...before, features: wanted, ...rest }

          const { features, splitter } = split(JSON.stringify(collection, undefined, space), size)

          // By their text: JSON.parse gives -0 and __proto__ as they stand.
          expect(JSON.stringify(features)).toBe(JSON.stringify(collection.features))
          expect(splitter.unfinishedAt()).toBeUndefined()
          expect(JSON.parse(splitter.outer())).toHaveProperty('features', [])
        },
      ),
      { seed: 11, numRuns: 500 },
    )
  })

  it('says at which byte each begins, and where it breaks off', () => {
    const { offsets, splitter } = split('{"features":[{"ü":1},{"a":2},{"b"', 4)

    expect(offsets).toEqual([13, 22])
    expect(splitter.unfinishedAt()).toBe(30)
  })

  it('takes lists of another name or depth for no features', () => {
    const { features, splitter } = split('{"other":[1,2],"in":{"features":[3]},"features":[]}', 7)

    expect(features).toEqual([])
    expect(JSON.parse(splitter.outer())).toEqual({ other: [1, 2], in: { features: [3] }, features: [] })
  })

  it.each([
    ['behind a comma', '{"features":[1,]}'],
    ['between commas', '{"features":[1,,2]}'],
  ])('leaves a blank %s to the parser, which refuses it', (_, text) => {
    expect(() => split(text, 100)).toThrow('JSON')
  })
})
