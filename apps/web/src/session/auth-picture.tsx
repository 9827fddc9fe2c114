import { routeColour } from '@cartage/ui'
import type { ReactNode } from 'react'

const columns = [40, 130, 205, 300, 372, 470, 560, 640, 735, 820, 905]
const rows = [30, 118, 190, 280, 350, 452, 530, 622, 700, 790, 880]

/** A made-up town: streets of a slightly bent grid, two main roads, a river. */
const streets = [
  ...columns.map((x, i) => `M${x} -20 C ${x + 18} 240, ${x - 26 + (i % 3) * 14} 560, ${x + 10} 960`),
  ...rows.map(
    (y, i) => `M-20 ${y} C 260 ${y - 20 + (i % 4) * 12}, 620 ${y + 26 - (i % 3) * 10}, 960 ${y - 6}`,
  ),
]
const mainRoads = [
  'M-20 640 C 220 610, 330 500, 470 470 S 760 330, 960 210',
  'M310 -20 C 330 180, 420 330, 470 470 S 520 760, 600 960',
]

const routes = [
  {
    hue: 0,
    path: 'M470 470 L 470 350 L 372 345 L 366 190 L 205 192 L 208 118 L 300 112',
    stops: [
      [470, 350],
      [366, 264],
      [286, 191],
      [208, 118],
      [300, 112],
    ],
  },
  {
    hue: 2,
    path: 'M470 470 C 505 461, 560 436, 642 398 L 640 350 L 735 345 L 738 190 L 820 182',
    stops: [
      [555, 438],
      [640, 350],
      [737, 270],
      [820, 182],
    ],
  },
  {
    hue: 4,
    path: 'M470 470 C 400 480, 350 510, 298 532 L 300 622 L 205 628 L 130 630 L 132 790',
    stops: [
      [377, 497],
      [300, 590],
      [205, 628],
      [131, 710],
      [132, 790],
    ],
  },
  {
    hue: 6,
    path: 'M470 470 C 478 492, 484 512, 489 531 L 560 533 L 640 535 L 735 530 L 735 705 L 640 706 L 642 790',
    stops: [
      [560, 533],
      [690, 532],
      [735, 622],
      [640, 706],
      [642, 790],
    ],
  },
] as const

/** What Cartage makes: four routes from one depot. Drawn, not photographed. */
export function AuthPicture(): ReactNode {
  return (
    <svg viewBox="60 60 820 820" preserveAspectRatio="xMidYMid slice" className="absolute inset-0 size-full">
      <path
        d="M-20 330 C 120 360, 180 470, 120 560 S 60 800, 140 960"
        className="stroke-info-soft"
        fill="none"
        strokeWidth="46"
        strokeLinecap="round"
      />
      <rect x="575" y="205" width="128" height="112" rx="14" className="fill-done-soft" />
      <g fill="none" className="stroke-line" strokeWidth="5" strokeLinecap="round">
        {streets.map((d) => (
          <path key={d} d={d} />
        ))}
      </g>
      <g fill="none" strokeLinecap="round">
        {mainRoads.map((d) => (
          <path key={d} d={d} className="stroke-line" strokeWidth="15" />
        ))}
        {mainRoads.map((d) => (
          <path key={d} d={d} className="stroke-paper" strokeWidth="10" />
        ))}
      </g>
      {routes.map(({ hue, path, stops }) => (
        <g key={hue} strokeLinejoin="round" strokeLinecap="round">
          <path d={path} fill="none" className="stroke-page" strokeWidth="11" />
          <path d={path} fill="none" stroke={routeColour(hue)} strokeWidth="5.5" />
          {stops.map(([x, y], index) => (
            <g key={`${x} ${y}`}>
              <circle cx={x} cy={y} r="13" fill={routeColour(hue)} className="stroke-page" strokeWidth="3" />
              <text
                x={x}
                y={y + 4.5}
                textAnchor="middle"
                className="fill-page text-13 font-strong tabular-nums"
              >
                {index + 1}
              </text>
            </g>
          ))}
        </g>
      ))}
      <rect x="455" y="455" width="30" height="30" rx="6" className="fill-ink stroke-page" strokeWidth="4" />
    </svg>
  )
}
