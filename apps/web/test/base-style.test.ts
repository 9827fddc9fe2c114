import { createExpression, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { tileClasses, tileFields, tileLayers } from '@cartage/roads'
import type { StyleSpecification } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { shieldImage } from '../src/features/map/base-labels.ts'
import { baseLayers } from '../src/features/map/base-layers.ts'
import { onewayImage } from '../src/features/map/base-lines.ts'
import { baseSource, regionSource } from '../src/features/map/base-source.ts'
import { mapPalette } from '../src/features/map/map-palette.ts'

const origin = 'https://cartage.example'
const porto = {
  name: 'porto',
  bounds: { west: -8.8, south: 41, east: -8.3, north: 41.4 },
  builtAt: '2026-11-27T19:00:00.000Z',
}
const style = (scheme: 'light' | 'dark'): StyleSpecification => ({
  version: 8,
  sources: {
    [baseSource]: regionSource(porto, origin),
  },
  layers: baseLayers(mapPalette(scheme)),
})

/** Every array in a style that is an expression with this operator. */
function expressionsOf(value: unknown, operator: string): unknown[][] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((item) => expressionsOf(item, operator))
    return value[0] === operator ? [value, ...inner] : inner
  }
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap((item) => expressionsOf(item, operator))
  }
  return []
}

/** The classes that expressions compare the attribute `class` with. */
function classesIn(value: unknown): string[] {
  const asks = (expression: unknown[]): boolean =>
    JSON.stringify(expression[1]) === JSON.stringify(['get', 'class'])
  const lists = expressionsOf(value, 'in')
    .filter(asks)
    .flatMap((expression) => (expression[2] as [string, string[]])[1])
  const labels = expressionsOf(value, 'match')
    .filter(asks)
    .flatMap((expression) => expression.slice(2, -1).filter((_, index) => index % 2 === 0))
  return [...lists, ...labels.flat().map(String)]
}

it('takes tiles of another build from another address, so that no cache serves old ones', () => {
  const tilesOf = (builtAt: string | null): readonly string[] | undefined => {
    const source = regionSource({ ...porto, builtAt }, origin)
    return source?.type === 'vector' ? source.tiles : undefined
  }

  expect(tilesOf(porto.builtAt)).toEqual([
    `${origin}/api/regions/porto/tiles/{z}/{x}/{y}.mvt?v=2026-11-27T19%3A00%3A00.000Z`,
  ])
  expect(tilesOf('2026-11-28T08:00:00.000Z')).not.toEqual(tilesOf(porto.builtAt))
})

describe.each(['light', 'dark'] as const)('the %s style', (scheme) => {
  it('is valid by the style specification', () => {
    expect(validateStyleMin(style(scheme)).map(({ message }) => message)).toEqual([])
  })

  it('asks only our own server: no glyphs, no sprite, no other address', () => {
    const addresses = JSON.stringify(style(scheme)).match(/[a-z]+:\/\/[^/"]+/g)

    expect(style(scheme)).not.toHaveProperty('glyphs')
    expect(style(scheme)).not.toHaveProperty('sprite')
    expect(new Set(addresses)).toEqual(new Set([origin]))
  })

  it('draws layers that the tiles have, by attributes and classes that those have', () => {
    const layers = style(scheme).layers.filter((layer) => layer.type !== 'background')
    const unknown = layers.flatMap((layer) => {
      const source = tileLayers.find((name) => 'source-layer' in layer && name === layer['source-layer'])
      if (!source) return [`${layer.id}: layer`]
      const known = ['class', ...Object.keys(tileFields[source])]
      const asked = ['get', 'has']
        .flatMap((operator) => expressionsOf(layer, operator))
        .map(([, name]) => name)
      return [
        ...asked.filter((name) => !known.includes(String(name))),
        ...classesIn(layer).filter((name) => !tileClasses.some((kind) => kind === name)),
      ].map((name) => `${layer.id}: ${String(name)}`)
    })

    expect(unknown).toEqual([])
  })

  it('leaves no layer of the tiles undrawn', () => {
    const drawn = style(scheme).layers.map((layer) => 'source-layer' in layer && layer['source-layer'])

    expect(tileLayers.filter((name) => !drawn.includes(name))).toEqual([])
  })

  it('uses no image but those drawn at run time', () => {
    const images = style(scheme).layers.flatMap((layer) =>
      layer.type === 'symbol' && layer.layout?.['icon-image'] ? [layer.layout['icon-image']] : [],
    )

    expect(new Set(images)).toEqual(new Set([shieldImage, onewayImage]))
  })

  it('keeps labels legible on their halos', () => {
    const palette = mapPalette(scheme)
    const pairs = [
      [palette.label, palette.labelHalo],
      [palette.labelFaint, palette.labelHalo],
      [palette.greenLabel, palette.labelHalo],
      [palette.waterLabel, palette.waterHalo],
      [palette.shieldLabel, palette.shield],
    ] as const

    expect(Math.min(...pairs.map(([text, ground]) => contrast(text, ground)))).toBeGreaterThanOrEqual(4.5)
  })

  it('draws important roads wider than lesser ones from zoom 12 on', () => {
    const road = style(scheme).layers.find(({ id }) => id === 'ground-road')
    const width = createExpression(
      road?.type === 'line' ? road.paint?.['line-width'] : undefined,
      'layers.ground-road.paint.line-width',
    )
    const widthOf = (name: string, zoom: number): unknown =>
      width.result === 'success' &&
      width.value.evaluate({ zoom }, { type: 'LineString', properties: { class: name } })
    const ascending = ['minor', 'tertiary', 'secondary', 'primary', 'trunk', 'motorway']

    const widths = [12, 14, 16, 18].map((zoom) => ascending.map((name) => Number(widthOf(name, zoom))))

    expect(widths).toEqual(widths.map((list) => list.toSorted((a, b) => a - b)))
    expect(new Set(widths[0]).size).toBe(ascending.length)
  })
})

/** Contrast of two colours by WCAG 2.2, 1 to 21. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
