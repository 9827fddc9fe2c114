import { invalid } from '@cartage/domain'
import type { TracePoint } from '@cartage/roads'
import { readDegrees, readTable, readText } from './roads-csv.ts'

/**
 * Reads a recorded drive: a CSV file with columns lon,lat and perhaps at,accuracy_m, or the track points of a GPX file, told
 * apart by content. Throws naming file, line and field.
 */
export async function readTrace(path: string): Promise<readonly TracePoint[]> {
  const text = await readText(path)
  return /^\uFEFF?\s*</.test(text) ? readGpx(text, path) : readCsv(text, path)
}

function readCsv(text: string, path: string): readonly TracePoint[] {
  const { indexOf, rows } = readTable(text, path, ['lon', 'lat'])
  const [lonAt, latAt, atAt, accuracyAt] = ['lon', 'lat', 'at', 'accuracy_m'].map(indexOf)
  return rows.map(({ cells, line }) => {
    const cell = (index = -1): string => (cells[index] ?? '').trim()
    const where = `${path}, line ${line}`
    return {
      lon: readDegrees(cells[lonAt ?? -1], 180, `${where}, lon`),
      lat: readDegrees(cells[latAt ?? -1], 90, `${where}, lat`),
      at: readTime(cell(atAt), `${where}, at`),
      accuracyM: readAccuracy(cell(accuracyAt), `${where}, accuracy_m`),
    }
  })
}

/** Track points are flat and have two attributes and a time: what a whole XML reader would find in them is found by pattern. */
function readGpx(text: string, path: string): readonly TracePoint[] {
  const points = [...text.matchAll(/<trkpt\b([^>]*?)(?:\/>|>(.*?)<\/trkpt>)/gs)]
  if (points.length === 0) throw invalid(`${path} has no track points (<trkpt>).`)
  return points.map(([, attributes = '', content = ''], index) => {
    const where = `${path}, track point ${index + 1}`
    const attribute = (name: string): string | undefined =>
      new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1]
    return {
      lon: readDegrees(attribute('lon'), 180, `${where}, lon`),
      lat: readDegrees(attribute('lat'), 90, `${where}, lat`),
      at: readTime(/<time>([^<]*)<\/time>/.exec(content)?.[1]?.trim() ?? '', `${where}, time`),
    }
  })
}

/** Seconds as such, or of a time with its offset. */
function readTime(text: string, where: string): number | undefined {
  if (text === '') return undefined
  const seconds = Number(text)
  if (Number.isFinite(seconds)) return seconds
  const hasOffset = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/i.test(text)
  const milliseconds = hasOffset ? Date.parse(text) : Number.NaN
  if (Number.isNaN(milliseconds)) {
    throw invalid(`${where}: "${text}" is neither seconds nor a time such as 2026-05-04T09:30:00Z.`)
  }
  return milliseconds / 1000
}

function readAccuracy(text: string, where: string): number | undefined {
  if (text === '') return undefined
  const metres = Number(text)
  if (metres >= 0 && metres < Infinity) return metres
  throw invalid(`${where}: "${text}" is not a number of metres.`)
}
