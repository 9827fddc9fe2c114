import { expect, it } from 'vitest'
import { FeatureList } from './feature-list.ts'
import { classes, layers } from './layers.ts'

const square = (size: number): readonly number[] => [0, 0, size, 0, size, size, 0, size, 0, 0]

const unnamed = { flags: 0, name: undefined, ref: undefined, minZoom: 0, maxZoom: 16, rank: 0, area: 0 }

it('lays features out in drawing order: by layer, places by importance, and larger areas first', () => {
  const features = new FeatureList(1)
  const place = { ...unnamed, layer: 'places' as const, parts: [[5, 5]] }
  features.add({ ...place, class: 'village', name: 'Vila', rank: 3 })
  features.add({ ...place, class: 'city', name: 'Cidade', rank: 1 })
  features.add({ ...unnamed, layer: 'roads', class: 'minor', parts: [[0, 0, 9, 9]] })
  features.add({ ...unnamed, layer: 'landuse', class: 'park', parts: [square(10)], area: 100 })
  features.add({ ...unnamed, layer: 'landuse', class: 'wood', parts: [square(99), square(3)], area: 9801 })

  const sections = features.sections()

  const names = [...sections['featureClass']!].map((index) => classes[index])
  expect(names).toEqual(['wood', 'park', 'minor', 'city', 'village'])
  expect([...sections['featureLayer']!].map((index) => layers[index])[2]).toBe('roads')
  expect([...sections['featureParts']!]).toEqual([0, 2, 3, 4, 5, 6])
  expect([...sections['partVertices']!]).toEqual([0, 5, 10, 15, 17, 18, 19])
  expect([...sections['vertices']!].slice(0, 10)).toEqual(square(99))
  expect([...sections['vertices']!].slice(-8)).toEqual([0, 0, 9, 9, 5, 5, 5, 5])
  expect(sections['vertexZoom']).toHaveLength(19)
})
