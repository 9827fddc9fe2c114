import type { LayerSpecification } from 'maplibre-gl'
import { areaLayers } from './base-areas.ts'
import { labelLayers } from './base-labels.ts'
import { lineLayers } from './base-lines.ts'
import type { MapPalette } from './map-palette.ts'

/** The layers of the basemap, from the ground up; everything is pale so that routes stand out. */
export function baseLayers(palette: MapPalette): LayerSpecification[] {
  return [...areaLayers(palette), ...lineLayers(palette), ...labelLayers(palette)]
}
