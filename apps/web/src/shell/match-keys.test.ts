import { describe, expect, it } from 'vitest'
import { matchesKeys, type PressedKey } from './match-keys.ts'

const press = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('matchesKeys', () => {
  it('takes Ctrl and the command key for mod', () => {
    expect(matchesKeys('mod+k', press('k', { ctrlKey: true }))).toBe(true)
    expect(matchesKeys('mod+k', press('k', { metaKey: true }))).toBe(true)
    expect(matchesKeys('mod+k', press('k'))).toBe(false)
  })

  it('leaves the browser its own chords', () => {
    expect(matchesKeys('p', press('p', { ctrlKey: true }))).toBe(false)
    expect(matchesKeys('p', press('p', { altKey: true }))).toBe(false)
  })

  it('tells p from Shift+P, and takes a sign with or without Shift', () => {
    expect(matchesKeys('p', press('P', { shiftKey: true }))).toBe(false)
    expect(matchesKeys('shift+p', press('P', { shiftKey: true }))).toBe(true)
    expect(matchesKeys('?', press('?', { shiftKey: true }))).toBe(true)
    expect(matchesKeys('/', press('/'))).toBe(true)
  })

  it('knows named keys', () => {
    expect(matchesKeys('ArrowDown', press('ArrowDown'))).toBe(true)
    expect(matchesKeys('Escape', press('Enter'))).toBe(false)
  })
})
