import { PbfReader } from 'pbf'

export interface ReadFeature {
  readonly type: number
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  /** Lines, rings (closed, first and last the same) or points, in tile units. */
  readonly paths: readonly (readonly (readonly [x: number, y: number])[])[]
}

export interface ReadLayer {
  readonly name: string
  readonly version: number
  readonly extent: number
  readonly features: readonly ReadFeature[]
}

interface RawLayer {
  name: string
  version: number
  extent: number
  readonly keys: string[]
  readonly values: (string | number | boolean)[]
  readonly features: RawFeature[]
}

interface RawFeature {
  type: number
  readonly tags: number[]
  readonly commands: number[]
}

/** Reads a vector tile by the letter of its specification, apart from the code that writes it. */
export function readTile(bytes: Uint8Array): Map<string, ReadLayer> {
  const raw: RawLayer[] = []
  new PbfReader(bytes).readFields((field, layers, pbf) => {
    if (field !== 3) throw new Error(`field ${field} in a tile`)
    const layer: RawLayer = { name: '', version: 1, extent: 4096, keys: [], values: [], features: [] }
    layers.push(pbf.readMessage(readLayer, layer))
  }, raw)
  return new Map(
    raw.map(({ name, version, extent, keys, values, features }) => [
      name,
      {
        name,
        version,
        extent,
        features: features.map(({ type, tags, commands }) => ({
          type,
          attributes: attributesOf(tags, keys, values),
          paths: readPaths(commands),
        })),
      },
    ]),
  )
}

function readLayer(field: number, layer: RawLayer, pbf: PbfReader): void {
  if (field === 1) layer.name = pbf.readString()
  else if (field === 15) layer.version = pbf.readVarint()
  else if (field === 5) layer.extent = pbf.readVarint()
  else if (field === 3) layer.keys.push(pbf.readString())
  else if (field === 4) pbf.readMessage(readValue, layer.values)
  else if (field === 2) {
    layer.features.push(pbf.readMessage(readFeature, { type: 0, tags: [], commands: [] }))
  }
}

function readValue(field: number, values: (string | number | boolean)[], pbf: PbfReader): void {
  values.push(field === 1 ? pbf.readString() : field === 7 ? pbf.readBoolean() : pbf.readVarint())
}

function readFeature(field: number, feature: RawFeature, pbf: PbfReader): void {
  if (field === 2) pbf.readPackedVarint(feature.tags)
  else if (field === 3) feature.type = pbf.readVarint()
  else if (field === 4) pbf.readPackedVarint(feature.commands)
}

function attributesOf(
  tags: readonly number[],
  keys: readonly string[],
  values: readonly (string | number | boolean)[],
): Record<string, string | number | boolean> {
  const pairs: [string, string | number | boolean][] = []
  for (let i = 0; i < tags.length; i += 2) pairs.push([keys[tags[i]!]!, values[tags[i + 1]!]!])
  return Object.fromEntries(pairs)
}

function readPaths(commands: readonly number[]): [number, number][][] {
  const paths: [number, number][][] = []
  let path: [number, number][] = []
  let x = 0
  let y = 0
  let at = 0
  const unzigzag = (value: number): number => (value >> 1) ^ -(value & 1)
  while (at < commands.length) {
    const id = commands[at]! & 7
    const count = commands[at]! >> 3
    at++
    if (id === 7) {
      path.push(path[0]!)
      continue
    }
    if (id === 2 && count === 0) throw new Error('a line of no steps')
    for (let i = 0; i < count; i++) {
      x += unzigzag(commands[at]!)
      y += unzigzag(commands[at + 1]!)
      at += 2
      if (id === 1) {
        path = []
        paths.push(path)
      } else if (x === path.at(-1)![0] && y === path.at(-1)![1]) throw new Error('a step of no length')
      path.push([x, y])
    }
  }
  return paths
}

/** Area by the surveyor's formula in tile units: positive for outer rings, negative for holes. */
export function ringArea(ring: readonly (readonly [number, number])[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1]
  return sum / 2
}
