/** The console's basemap and nothing else, for the region and colour scheme that the address names. */
import '@cartage/ui/styles.css'
import 'maplibre-gl/dist/maplibre-gl.css'
import * as maplibre from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { addImages, baseImages } from '../../src/features/map/base-images.ts'
import { baseLayers } from '../../src/features/map/base-layers.ts'
import { baseSource, regionSource } from '../../src/features/map/base-source.ts'
import { mapPalette } from '../../src/features/map/map-palette.ts'

maplibre.setWorkerUrl(workerUrl)
const asked = new URLSearchParams(window.location.search)
const palette = mapPalette(asked.get('scheme') === 'dark' ? 'dark' : 'light')
// A canvas does not wait for a font as a page does.
const faces = ['420', '500', '600', 'italic 420']
await Promise.all(faces.map((face) => document.fonts.load(`${face} 12px "Inter Variable"`)))
const map = new maplibre.Map({
  container: 'map',
  style: {
    version: 8,
    sources: {
      [baseSource]: regionSource({
        name: asked.get('region') ?? '',
        bounds: JSON.parse(asked.get('bounds') ?? 'null'),
        builtAt: null,
      }),
    },
    layers: baseLayers(palette),
  },
  fadeDuration: 0,
  attributionControl: false,
})
map.once('style.load', () => addImages(map, baseImages(palette)))
map.on('error', ({ error }) => console.error(error.message))

/** Settles when everything at a place is drawn. */
const show = (center: [number, number], zoom: number): Promise<unknown> => {
  map.jumpTo({ center, zoom })
  return map.once('idle')
}
Object.assign(window, { show })
