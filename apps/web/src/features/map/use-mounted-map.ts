import { useCallback, useRef, useState } from 'react'
import type { MapCamera } from './start-map.ts'

interface MountableMap extends Disposable {
  resize: () => void
  camera: () => MapCamera
}

export interface MountStart {
  readonly container: HTMLDivElement
  /** Where the map before looked. */
  readonly camera: MapCamera | null
  /** Tells what goes wrong later, until all is drawn again. */
  readonly onError: (failure: string) => void
  /** Each time that all there is to show has been drawn. */
  readonly onDrawn: () => void
}

export interface MountedMap<Shown> {
  /** Null until it is mounted, and where the browser cannot draw one. */
  readonly map: Shown | null
  /** The ref of the box that the map fills. */
  readonly mount: (container: HTMLDivElement) => () => void
  /** Why there is no map, or what went wrong with it. */
  readonly failure: string | null
  /** It has shown something, and is not a blank box any more. */
  readonly hasDrawn: boolean
}

/**
 * A map that lives as long as its box and follows its size. It is made anew when `key` changes, and looks where the one before did
 * while `place` stays. The map outlives renders: what it calls must find the newest by itself.
 */
export function useMountedMap<Shown extends MountableMap>(
  { key, place }: { readonly key: string; readonly place: string },
  make: (start: MountStart) => Shown,
): MountedMap<Shown> {
  const [map, setMap] = useState<Shown | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [hasDrawn, setHasDrawn] = useState(false)
  const left = useRef<{ readonly place: string; readonly camera: MapCamera } | null>(null)
  const mount = useCallback(
    (container: HTMLDivElement): (() => void) => {
      let made: Shown
      try {
        made = make({
          container,
          camera: left.current?.place === place ? left.current.camera : null,
          onError: setFailure,
          onDrawn: () => {
            setFailure(null)
            setHasDrawn(true)
          },
        })
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error))
        return () => setFailure(null)
      }
      setMap(made)
      const observer = new ResizeObserver(() => made.resize())
      observer.observe(container)
      return () => {
        observer.disconnect()
        left.current = { place, camera: made.camera() }
        made[Symbol.dispose]()
        setMap(null)
        setHasDrawn(false)
      }
    },
    // A new key makes a new map, by what the render that brought it knows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [key],
  )
  return { map, mount, failure, hasDrawn }
}
