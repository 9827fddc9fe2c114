const ratio = 2

/** What MapLibre's `addImage` takes. */
export interface MapImage {
  readonly name: string
  readonly data: ImageData
  readonly pixelRatio: number
  readonly stretchX?: [number, number][]
  readonly stretchY?: [number, number][]
  readonly content?: [number, number, number, number]
}

/** Draws a square image, two pixels to a pixel of the page. */
export function drawImage(
  name: string,
  size: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): MapImage {
  const canvas = document.createElement('canvas')
  canvas.width = size * ratio
  canvas.height = size * ratio
  // Read back at once: a canvas on the graphics card would make each image wait for it.
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('This browser gives no 2D canvas, which the map needs for its symbols.')
  pen.scale(ratio, ratio)
  draw(pen)
  return { name, data: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: ratio }
}
