import type { Map as MapLibreMap } from 'maplibre-gl'
import { shieldImage } from './base-labels.ts'
import { onewayImage } from './base-lines.ts'
import { drawImage } from './draw-image.ts'
import type { MapImage } from './draw-image.ts'
import type { MapPalette } from './map-palette.ts'

/** Draws the images that the basemap's layers name: the plate of a road number and the arrow of a one-way street. */
export function baseImages(palette: MapPalette): MapImage[] {
  const plate = drawImage(shieldImage, 16, (pen) => {
    pen.beginPath()
    pen.roundRect(1, 1, 14, 14, 3)
    pen.fillStyle = palette.shield
    pen.fill()
    pen.lineWidth = 1
    pen.strokeStyle = palette.shieldEdge
    pen.stroke()
  })
  // In pixels of the image, two to a pixel of the page: its middle stretches, its rim does not.
  const stretch: [number, number][] = [[10, 22]]
  return [
    { ...plate, stretchX: stretch, stretchY: stretch, content: [4, 4, 28, 28] },
    drawImage(onewayImage, 20, (pen) => {
      pen.beginPath()
      pen.moveTo(3, 10)
      pen.lineTo(15, 10)
      pen.moveTo(12, 7.2)
      pen.lineTo(16, 10)
      pen.lineTo(12, 12.8)
      pen.lineWidth = 1.4
      pen.lineCap = 'round'
      pen.lineJoin = 'round'
      pen.strokeStyle = palette.oneway
      pen.stroke()
    }),
  ]
}

/** Gives a map images under their names. */
export function addImages(map: MapLibreMap, images: readonly MapImage[]): void {
  for (const { name, data, ...options } of images) {
    if (!map.hasImage(name)) map.addImage(name, data, options)
  }
}
