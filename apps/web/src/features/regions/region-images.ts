import { routeHex } from '@cartage/ui'
import { inkOn } from '../map/ink-on.ts'
import { drawImage, type MapImage } from '../map/draw-image.ts'
import type { ColourScheme, MapPalette } from '../map/map-palette.ts'

/** Signs and hatchings of closures and the arrow of the tested route. A shape tells what a colour would not. */
export function regionImages(palette: MapPalette, scheme: ColourScheme): MapImage[] {
  return [
    drawImage('hatch-closed', 10, (pen) => hatch(pen, 10, palette.ink, 1.5)),
    drawImage('hatch-slower', 10, (pen) => hatch(pen, 10, palette.ink, 0.6)),
    drawImage('sign-closed', 22, (pen) => {
      disc(pen, 22, palette)
      pen.fillRect(5.5, 9.2, 11, 3.6)
    }),
    drawImage('sign-slower', 22, (pen) => {
      disc(pen, 22, palette)
      pen.lineWidth = 2
      for (const x of [7, 11.5]) {
        pen.beginPath()
        pen.moveTo(x + 4, 6.8)
        pen.lineTo(x, 11)
        pen.lineTo(x + 4, 15.2)
        pen.stroke()
      }
    }),
    drawImage('arrow', 14, (pen) => arrow(pen, inkOn(routeHex(0, scheme)))),
    drawImage('arrow-closed', 14, (pen) => arrow(pen, palette.onInk)),
  ]
}

/** Points along the line that it lies on. */
function arrow(pen: CanvasRenderingContext2D, colour: string): void {
  pen.strokeStyle = colour
  pen.lineWidth = 1.8
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.beginPath()
  pen.moveTo(5.5, 3.5)
  pen.lineTo(9, 7)
  pen.lineTo(5.5, 10.5)
  pen.stroke()
}

/** Slanting lines that meet their neighbours when the image is laid side by side. */
function hatch(pen: CanvasRenderingContext2D, size: number, colour: string, lineWidth: number): void {
  pen.strokeStyle = colour
  pen.lineWidth = lineWidth
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift - 1, size + 1)
    pen.lineTo(shift + size + 1, -1)
    pen.stroke()
  }
}

/** A dark disc with a light rim; what is drawn next is light. */
function disc(pen: CanvasRenderingContext2D, size: number, { ink, casing, onInk }: MapPalette): void {
  pen.beginPath()
  pen.arc(size / 2, size / 2, size / 2 - 1.5, 0, Math.PI * 2)
  pen.fillStyle = ink
  pen.fill()
  pen.strokeStyle = casing
  pen.lineWidth = 2
  pen.stroke()
  pen.fillStyle = onInk
  pen.strokeStyle = onInk
}
