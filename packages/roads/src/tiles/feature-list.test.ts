import { expect, it } from 'vitest'
import { FeatureList } from './feature-list.ts'
import { classes, layers } from './layers.ts'

const square = (size: number): readonly number[] => [0, 0, size, 0, size, size, 0, size, 0, 0]
const drawn = { flags: 0, minZoom: 0 }

it('lays features out by layer, then by their order, then as they came', () => {
  const features = new FeatureList(1)
  const place = { ...drawn, layer: 'places' as const, parts: [[5, 5]] }
  features.add({ ...place, class: 'village', name: 'Vila', rank: 3, order: 3 })
  features.add({ ...place, class: 'city', name: 'Cidade', rank: 1, order: 1 })
  features.add({ ...drawn, layer: 'roads', class: 'minor', parts: [[0, 0, 9, 9]] })
  features.add({ ...drawn, layer: 'roads', class: 'path', parts: [[0, 0, 7, 7]] })
  features.add({ ...drawn, layer: 'landuse', class: 'park', parts: [square(1000)], order: -1e6 })
  features.add({
    ...drawn,
    layer: 'landuse',
    class: 'wood',
    parts: [square(9900), square(300)],
    order: -98_010_000,
  })

  const sections = features.sections()

  const names = [...sections['featureClass']!].map((index) => classes[index])
  expect(names).toEqual(['wood', 'park', 'minor', 'path', 'city', 'village'])
  expect([...sections['featureLayer']!].map((index) => layers[index])[2]).toBe('roads')
  expect([...sections['featureParts']!]).toEqual([0, 2, 3, 4, 5, 6, 7])
  expect([...sections['partVertices']!]).toEqual([0, 5, 10, 15, 17, 19, 20, 21])
  expect([...sections['vertices']!].slice(0, 10)).toEqual(square(9900))
  expect([...sections['vertices']!].slice(-12)).toEqual([0, 0, 9, 9, 0, 0, 7, 7, 5, 5, 5, 5])
  expect(sections['vertexZoom']).toHaveLength(21)
})

it('drops the vertices that no tile of a feature shows', () => {
  const bent = [0, 0, 50_000, 300, 100_000, 0]
  const features = new FeatureList(1)
  features.add({ ...drawn, layer: 'roads', class: 'minor', parts: [bent], maxZoom: 8 })
  features.add({ ...drawn, layer: 'roads', class: 'minor', parts: [bent] })

  const { partVertices, vertices } = features.sections()

  expect([...partVertices!]).toEqual([0, 2, 5])
  expect([...vertices!]).toEqual([0, 0, 100_000, 0, ...bent])
})
