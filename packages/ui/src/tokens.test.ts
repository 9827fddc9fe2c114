import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./styles.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((match) => [
    match[1],
    { light: match[2]!, dark: match[3]! },
  ]),
)
const luminance = (hex: string): number => {
  const at = (index: number): number => {
    const value = Number.parseInt(hex.slice(1 + 2 * index, 3 + 2 * index), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * at(0) + 0.7152 * at(1) + 0.0722 * at(2)
}
const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const grounds = ['page', 'paper', 'raised', 'hover'] as const
const inks = ['ink', 'ink-2', 'ink-3', 'accent', 'late', 'risk', 'done', 'info'] as const
const pairs = [
  ...grounds.flatMap((ground) => inks.map((ink) => ({ ink, ground, least: 4.5 }))),
  ...(['late', 'risk', 'done', 'info'] as const).flatMap((meaning) => [
    { ink: meaning, ground: `${meaning}-soft`, least: 4.5 },
    { ink: 'ink-2', ground: `${meaning}-soft`, least: 4.5 },
  ]),
  { ink: 'accent-ink', ground: 'accent', least: 4.5 },
  { ink: 'accent', ground: 'accent-soft', least: 4.5 },
  { ink: 'edge', ground: 'raised', least: 3 },
  { ink: 'edge', ground: 'paper', least: 3 },
  { ink: 'focus', ground: 'page', least: 3 },
]

describe('colour tokens', () => {
  it.each(pairs)(
    '$ink on $ground has a contrast of at least $least in both themes',
    ({ ink, ground, least }) => {
      const [front, back] = [tokens.get(ink)!, tokens.get(ground)!]

      expect(contrast(front.light, back.light)).toBeGreaterThanOrEqual(least)
      expect(contrast(front.dark, back.dark)).toBeGreaterThanOrEqual(least)
    },
  )
})
