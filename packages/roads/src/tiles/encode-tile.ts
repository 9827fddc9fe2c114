import { PbfWriter } from 'pbf'
import { tileExtent } from './mercator.ts'

/** Kinds of geometry, as the vector tile specification numbers them. */
export const geometryTypes = { point: 1, line: 2, polygon: 3 } as const
export type GeometryType = (typeof geometryTypes)[keyof typeof geometryTypes]

export type AttributeValue = string | number | true

export interface TileFeature {
  readonly type: GeometryType
  readonly attributes: readonly (readonly [key: string, value: AttributeValue])[]
  readonly commands: number[]
}

export interface TileLayer {
  readonly name: string
  readonly features: readonly TileFeature[]
}

/** Writes a Mapbox vector tile, version 2.1, uncompressed. Layers without features are left out. */
export function encodeTile(tileLayers: readonly TileLayer[]): Uint8Array {
  const writer = new PbfWriter()
  for (const layer of tileLayers) {
    if (layer.features.length > 0) writer.writeMessage(3, writeLayer, layer)
  }
  return writer.finish().slice()
}

function writeLayer(layer: TileLayer, writer: PbfWriter): void {
  const keys = new Map<string, number>()
  const values = new Map<AttributeValue, number>()
  writer.writeVarintField(15, 2)
  writer.writeStringField(1, layer.name)
  for (const feature of layer.features) {
    const tags = feature.attributes.flatMap(([key, value]) => [numberOf(keys, key), numberOf(values, value)])
    writer.writeMessage(2, writeFeature, { ...feature, tags })
  }
  for (const key of keys.keys()) writer.writeStringField(3, key)
  for (const value of values.keys()) writer.writeMessage(4, writeValue, value)
  writer.writeVarintField(5, tileExtent)
}

function writeFeature(feature: TileFeature & { readonly tags: number[] }, writer: PbfWriter): void {
  writer.writePackedVarint(2, feature.tags)
  writer.writeVarintField(3, feature.type)
  writer.writePackedVarint(4, feature.commands)
}

function writeValue(value: AttributeValue, writer: PbfWriter): void {
  if (typeof value === 'string') writer.writeStringField(1, value)
  else if (typeof value === 'number') writer.writeVarintField(5, value)
  else writer.writeBooleanField(7, value)
}

function numberOf<T>(known: Map<T, number>, value: T): number {
  const index = known.get(value)
  if (index !== undefined) return index
  known.set(value, known.size)
  return known.size - 1
}
