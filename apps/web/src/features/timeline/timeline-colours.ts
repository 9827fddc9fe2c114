import { routeHues } from '@cartage/ui'

/** What the timeline is drawn with, as colours that a canvas understands. */
export interface TimelineColours {
  readonly paper: string
  readonly well: string
  readonly line: string
  readonly edge: string
  readonly ink: string
  readonly inkSoft: string
  readonly late: string
  readonly accent: string
  readonly hover: string
  readonly selected: string
  /** The twelve hues of the routes. */
  readonly hues: readonly string[]
}

const tokens = {
  paper: 'paper',
  well: 'well',
  line: 'line',
  edge: 'edge',
  ink: 'ink',
  inkSoft: 'ink-3',
  late: 'late',
  accent: 'accent',
  hover: 'hover',
  selected: 'accent-soft',
} as const

/** Reads the tokens as the page resolves them now: a canvas knows neither variables nor `light-dark()`. */
export function readTimelineColours(scheme: 'light' | 'dark', host: HTMLElement): TimelineColours {
  const probe = document.createElement('span')
  probe.hidden = true
  host.append(probe)
  const style = getComputedStyle(probe)
  const read = (token: string): string => {
    probe.style.color = `var(--color-${token})`
    return style.color
  }
  try {
    return {
      paper: read(tokens.paper),
      well: read(tokens.well),
      line: read(tokens.line),
      edge: read(tokens.edge),
      ink: read(tokens.ink),
      inkSoft: read(tokens.inkSoft),
      late: read(tokens.late),
      accent: read(tokens.accent),
      hover: read(tokens.hover),
      selected: read(tokens.selected),
      hues: routeHues.map((hue) => hue[scheme]),
    }
  } finally {
    probe.remove()
  }
}
