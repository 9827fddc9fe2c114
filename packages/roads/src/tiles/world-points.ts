import type { OsmData } from '../osm/osm-data.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { worldX, worldY } from './mercator.ts'

/** Node coordinates in world units. */
export interface WorldPoints {
  /** x and y in turn of a list of nodes; nodes that fall on the one before are left out. */
  of(nodes: ArrayLike<number>): number[]
}

/** Projects every node of an extract once. */
export function worldPoints(osm: OsmData): WorldPoints {
  const count = osm.nodeLon.length
  const xs = new Int32Array(count)
  const ys = new Int32Array(count)
  for (let node = 0; node < count; node++) {
    xs[node] = worldX((osm.nodeLon[node] ?? 0) / unitsPerDegree)
    ys[node] = worldY((osm.nodeLat[node] ?? 0) / unitsPerDegree)
  }
  return {
    of(nodes) {
      const points: number[] = []
      let [lastX, lastY] = [-1, -1]
      for (let i = 0; i < nodes.length; i++) {
        const x = xs[nodes[i] ?? 0] ?? 0
        const y = ys[nodes[i] ?? 0] ?? 0
        if (x === lastX && y === lastY) continue
        points.push(x, y)
        lastX = x
        lastY = y
      }
      return points
    },
  }
}
