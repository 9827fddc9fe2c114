import { describe, expect, it } from 'vitest'
import { checkSections, encodeSections, openSections, sectionChunks, textSection } from './sections.ts'
import type { SectionReader } from './sections.ts'

const bytes = encodeSections('roads', {
  lengths: Float64Array.of(0.1, Infinity),
  shares: Float32Array.of(0.5),
  heights: Int32Array.of(-1, 2_147_483_647),
  ids: Uint32Array.of(4_294_967_295),
  small: Uint16Array.of(65_535, 1, 2),
  flags: Uint8Array.of(1, 2, 3),
  none: new Uint32Array(),
  name: textSection('São João'),
})

const open = (content: Uint8Array): SectionReader => {
  const { buffer } = content.slice()
  checkSections(buffer, 'car.roads')
  return openSections('roads', buffer, 'car.roads')
}

describe('a section file', () => {
  it('gives back what was put in, as views of shared memory', () => {
    const shared = new SharedArrayBuffer(bytes.length)
    new Uint8Array(shared).set(bytes)

    const file = openSections('roads', shared, 'car.roads')

    expect([...file.float64('lengths')]).toEqual([0.1, Infinity])
    expect([...file.float32('shares')]).toEqual([0.5])
    expect([...file.int32('heights')]).toEqual([-1, 2_147_483_647])
    expect([...file.uint32('ids')]).toEqual([4_294_967_295])
    expect([...file.uint16('small')]).toEqual([65_535, 1, 2])
    expect([...file.uint8('flags')]).toEqual([1, 2, 3])
    expect(file.uint32('none').length).toBe(0)
    expect(file.text('name')).toBe('São João')
    expect(file.int32('heights').buffer).toBe(shared)
    expect([file.has('ids'), file.has('other')]).toEqual([true, false])
  })

  it('is written from views of the arrays, without a copy of them', () => {
    const lengths = Float64Array.of(0.1, Infinity)
    const flags = Uint8Array.of(1, 2, 3)

    const chunks = sectionChunks('roads', { lengths, flags })

    const arrays = chunks.filter(({ buffer }) => buffer === lengths.buffer || buffer === flags.buffer)
    expect(arrays.map(({ length }) => length)).toEqual([16, 3])
    expect(Buffer.concat(chunks)).toEqual(Buffer.from(encodeSections('roads', { lengths, flags })))
  })

  it('refuses a missing section and one of another type', () => {
    expect(() => open(bytes).uint32('streets')).toThrow('car.roads has no section "streets" of type u32')
    expect(() => open(bytes).uint32('heights')).toThrow('no section "heights" of type u32')
  })

  it.each([
    ['a foreign file', new Uint8Array(100), 'is not a region file'],
    ['a file of a few bytes', bytes.slice(0, 10), 'is not a region file'],
    ['a cut file', bytes.slice(0, -1), `has ${bytes.length - 1} bytes instead of ${bytes.length}`],
    ['another format version', bytes.with(4, 9), 'has format version 9'],
    ['a changed byte', bytes.with(bytes.length - 60, 77), 'is damaged (checksum differs)'],
  ])('refuses %s', (_, content, message) => {
    expect(() => open(content)).toThrow(message)
  })

  it('refuses a file of another kind', () => {
    expect(() => openSections('addresses', bytes.buffer, 'car.roads')).toThrow(
      'holds "roads", expected "addresses"',
    )
  })
})
