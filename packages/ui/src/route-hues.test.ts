import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { routeHues } from './route-hues.ts'

type Triple = readonly [number, number, number]

const toLinear = (hex: string): Triple => {
  const at = (index: number): number => {
    const value = Number.parseInt(hex.slice(1 + 2 * index, 3 + 2 * index), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [at(0), at(1), at(2)]
}
const times = (matrix: readonly Triple[], [r, g, b]: Triple): Triple => {
  const row = ([x, y, z]: Triple): number => Math.min(1, Math.max(0, x * r + y * g + z * b))
  return [row(matrix[0]!), row(matrix[1]!), row(matrix[2]!)]
}
const toOklab = ([r, g, b]: Triple): Triple => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
const contrast = (a: string, b: string): number => {
  const [x, y] = [luminance(toLinear(a)), luminance(toLinear(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** Machado, Oliveira, Fernandes 2009, severity 1. */
const sights: readonly (readonly [string, readonly Triple[]])[] = [
  [
    'normal sight',
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    'protanopia',
    [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ],
  [
    'deuteranopia',
    [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  ],
  [
    'tritanopia',
    [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  ],
]

const smallestGap = (colours: readonly string[], sight: readonly Triple[]): number => {
  const seen = colours.map((colour) => toOklab(times(sight, toLinear(colour))))
  return Math.min(
    ...seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    ),
  )
}

describe('route hues', () => {
  const themes = [
    ['light', '#f4f2ee'],
    ['dark', '#1d1c1a'],
  ] as const

  it.each(themes)('stand out from the %s ground by 3:1 or more', (theme, ground) => {
    const weakest = Math.min(...routeHues.map((hue) => contrast(hue[theme], ground)))

    expect(weakest).toBeGreaterThanOrEqual(3)
  })

  it.each(themes.flatMap(([theme]) => sights.map(([name, sight]) => ({ theme, name, sight }))))(
    'differ visibly from each other on $theme with $name',
    ({ theme, sight }) => {
      const gap = smallestGap(
        routeHues.map((hue) => hue[theme]),
        sight,
      )

      // 0.02 in OKLab is just noticeable; three times that is told apart at a glance.
      expect(gap).toBeGreaterThan(0.058)
    },
  )

  it('are the same in the style sheet', () => {
    const css = readFileSync(new URL('./styles.css', import.meta.url), 'utf8')

    const stated = [...css.matchAll(/--color-route-\d+: light-dark\((#\w{6}), (#\w{6})\)/g)].map((match) => ({
      light: match[1],
      dark: match[2],
    }))

    expect(stated).toEqual(routeHues)
  })
})
