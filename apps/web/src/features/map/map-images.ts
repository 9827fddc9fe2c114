import { drawImage } from './draw-image.ts'
import type { MapImage } from './draw-image.ts'
import type { MapPalette } from './map-palette.ts'
import { inkOn } from './ink-on.ts'
import { arrowImage, openImage, parseStopImage } from './overlay-data.ts'

/**
 * Draws the disc that a stop's image name asks for. The number is part of the image: MapLibre writes all texts of a
 * layer above all its icons, and numbers of covered discs would shine through. Null for a name of another kind.
 */
export function stopDisc(name: string, palette: MapPalette, hues: readonly string[]): MapImage | null {
  const stop = parseStopImage(name)
  const hue = stop && hues[stop.colour]
  if (!stop || !hue) return null
  const size = stop.isLate ? 30 : 26
  return drawImage(name, size, (pen) => {
    if (stop.isLate) lateDisc(pen, size, hue, palette)
    else disc(pen, size, hue, palette)
    pen.font = `600 ${stop.label.length > 2 ? 9 : 11.5}px "Inter Variable", sans-serif`
    pen.textAlign = 'center'
    pen.textBaseline = 'alphabetic'
    pen.fillStyle = inkOn(hue)
    pen.fillText(stop.label, size / 2, size / 2 + (stop.label.length > 2 ? 3.2 : 4.1))
  })
}

/** Draws the ring, square, arrows and focus that the overlay layers name, for one palette and its twelve hues. */
export function mapImages(palette: MapPalette, hues: readonly string[]): MapImage[] {
  return [
    drawImage(openImage, 18, (pen) => ring(pen, 18, palette)),
    drawImage('depot', 26, (pen) => square(pen, 26, palette)),
    ...hues.map((hue, colour) => drawImage(arrowImage(colour), 12, (pen) => arrow(pen, 12, hue))),
    drawImage('focus', 44, (pen) => focus(pen, 44, palette)),
  ]
}

function circle(pen: CanvasRenderingContext2D, size: number, radius: number): void {
  pen.beginPath()
  pen.arc(size / 2, size / 2, radius, 0, Math.PI * 2)
}

function disc(pen: CanvasRenderingContext2D, size: number, hue: string, palette: MapPalette): void {
  circle(pen, size, size / 2 - 1.5)
  pen.fillStyle = palette.casing
  pen.fill()
  circle(pen, size, size / 2 - 3.2)
  pen.fillStyle = hue
  pen.fill()
}

/** Late has a ring in its own colour and a corner, so that it is seen without colour too. */
function lateDisc(pen: CanvasRenderingContext2D, size: number, hue: string, palette: MapPalette): void {
  circle(pen, size, size / 2 - 1.5)
  pen.fillStyle = palette.late
  pen.fill()
  circle(pen, size, size / 2 - 4)
  pen.fillStyle = palette.casing
  pen.fill()
  circle(pen, size, size / 2 - 5.2)
  pen.fillStyle = hue
  pen.fill()
  pen.beginPath()
  pen.moveTo(size - 10, 0.5)
  pen.lineTo(size - 0.5, 0.5)
  pen.lineTo(size - 0.5, 10)
  pen.closePath()
  pen.fillStyle = palette.late
  pen.fill()
}

function ring(pen: CanvasRenderingContext2D, size: number, palette: MapPalette): void {
  circle(pen, size, size / 2 - 3)
  pen.lineWidth = 5
  pen.strokeStyle = palette.casing
  pen.stroke()
  pen.lineWidth = 2.5
  pen.strokeStyle = palette.ink
  pen.stroke()
}

function square(pen: CanvasRenderingContext2D, size: number, palette: MapPalette): void {
  pen.fillStyle = palette.casing
  pen.fillRect(1, 1, size - 2, size - 2)
  pen.fillStyle = palette.ink
  pen.fillRect(3, 3, size - 6, size - 6)
  const centre = size / 2
  pen.strokeStyle = palette.onInk
  pen.lineWidth = 2
  pen.lineJoin = 'round'
  pen.beginPath()
  pen.moveTo(centre - 5.5, centre + 5)
  pen.lineTo(centre - 5.5, centre - 1.5)
  pen.lineTo(centre, centre - 5.5)
  pen.lineTo(centre + 5.5, centre - 1.5)
  pen.lineTo(centre + 5.5, centre + 5)
  pen.closePath()
  pen.stroke()
}

/** Points east, the direction in which a line runs. */
function arrow(pen: CanvasRenderingContext2D, size: number, hue: string): void {
  const centre = size / 2
  pen.beginPath()
  pen.moveTo(centre - 2, centre - 3.5)
  pen.lineTo(centre + 2, centre)
  pen.lineTo(centre - 2, centre + 3.5)
  pen.strokeStyle = inkOn(hue)
  pen.lineWidth = 1.8
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.stroke()
}

function focus(pen: CanvasRenderingContext2D, size: number, palette: MapPalette): void {
  circle(pen, size, size / 2 - 4)
  pen.strokeStyle = palette.casing
  pen.lineWidth = 6
  pen.stroke()
  pen.strokeStyle = palette.ink
  pen.lineWidth = 2.5
  pen.stroke()
}
