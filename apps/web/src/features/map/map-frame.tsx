import { IconButton, Notice, Spinner } from '@cartage/ui'
import { Expand, Minus, Plus } from 'lucide-react'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import type { ComponentProps, ReactNode } from 'react'
import type { Covered } from './start-map.ts'

export interface MapFrameProps extends Omit<ComponentProps<'section'>, 'className' | 'ref'> {
  readonly mount: (container: HTMLDivElement) => () => void
  /** Nothing is drawn yet. */
  readonly isLoading: boolean
  readonly covered: Covered
  /** Whose data it is; empty where nothing is shown. */
  readonly attribution: string
  readonly legend: ReactNode
  /** Why the map could not be drawn, and what works without it. */
  readonly failure: string | null
  readonly onFit: () => void
  readonly onZoom: (levels: number) => void
}

/** What is always there around a map: controls, legend, attribution and its failure. They lie clear of the panels over it. */
export function MapFrame(props: MapFrameProps): ReactNode {
  const { mount, isLoading, covered, attribution, legend, failure, onFit, onZoom, children, ...rest } = props
  return (
    <section {...rest} className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-well">
      <div ref={mount} className="absolute! inset-0" />
      <div
        className="pointer-events-none absolute top-0 left-0"
        style={{ right: covered.right, bottom: covered.bottom }}
      >
        <div className="pointer-events-auto absolute top-2 right-2 flex flex-col rounded-m bg-raised shadow-pop">
          <IconButton label="Show everything" icon={Expand} keys="f" side="left" onClick={onFit} />
          <IconButton label="Closer" icon={Plus} side="left" onClick={() => onZoom(1)} />
          <IconButton label="Further away" icon={Minus} side="left" onClick={() => onZoom(-1)} />
        </div>
        {legend}
        {attribution === '' ? null : (
          <p className="absolute right-0 bottom-0 rounded-tl-s bg-paper/85 px-1.5 text-12 text-ink-2">
            <a
              href="https://www.openstreetmap.org/copyright"
              target="_blank"
              rel="noreferrer"
              className="pointer-events-auto no-underline hover:underline"
            >
              {attribution}
            </a>
          </p>
        )}
        {isLoading && failure === null ? (
          <output className="absolute top-1/2 left-1/2 flex -translate-1/2 animate-fade items-center gap-2 rounded-m bg-raised px-3 py-2 text-12 text-ink-2 shadow-pop [animation-delay:300ms] [animation-fill-mode:backwards]">
            <Spinner />
            Drawing the map …
          </output>
        ) : null}
        {children}
      </div>
      {failure === null ? null : (
        <div className="absolute inset-x-2 top-2 mr-12">
          <Notice meaning="late" title="The map could not be drawn.">
            {failure}
          </Notice>
        </div>
      )}
    </section>
  )
}
