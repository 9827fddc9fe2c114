import type { RegionSummary } from '@cartage/domain'
import {
  Button,
  Checkbox,
  classNames,
  Field,
  formatDistance,
  formatDuration,
  formatNumber,
  Input,
  Notice,
  Spinner,
} from '@cartage/ui'
import { ArrowUpDown, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { instantOfLocal, localOfInstant } from './local-instant.ts'
import { profileWords } from './region-words.ts'
import { RouteEndField } from './route-end-field.tsx'
import type { FoundRoute, RouteTest as RouteTestState } from './use-route-test.ts'

export interface RouteTestProps {
  readonly region: RegionSummary
  readonly test: RouteTestState
}

/** Two points, and how each kind of vehicle gets from one to the other. */
export function RouteTest({ region, test }: RouteTestProps): ReactNode {
  const [from, to] = test.ends
  const hasAny = from !== null || to !== null
  const middle =
    region.bounds === null
      ? null
      : {
          lon: (region.bounds.west + region.bounds.east) / 2,
          lat: (region.bounds.south + region.bounds.north) / 2,
        }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4">
      <div className="flex flex-col gap-2">
        <RouteEndField
          label="A, from"
          region={region.name}
          near={to ?? middle}
          point={from}
          onChange={(point) => test.setEnd(0, point)}
        />
        <RouteEndField
          label="B, to"
          region={region.name}
          near={from ?? middle}
          point={to}
          onChange={(point) => test.setEnd(1, point)}
        />
        <Field label="Departure" hint="Now while empty; on the clock of this computer.">
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={localOfInstant(test.departure)}
              onChange={(event) => test.setDeparture(instantOfLocal(event.target.value))}
            />
          )}
        </Field>
        <div className="flex gap-2">
          <Button size="s" icon={ArrowUpDown} disabled={!hasAny} onClick={test.swap}>
            Swap
          </Button>
          <Button size="s" variant="quiet" icon={X} disabled={!hasAny} onClick={test.clear}>
            Clear
          </Button>
        </div>
      </div>
      {from === null ? null : (
        <Checkbox
          label="Show what A reaches in 5, 10 and 15 minutes"
          checked={test.isReachShown}
          onChange={test.showReach}
        />
      )}
      {from === null || to === null ? (
        <p className="text-13 text-pretty text-ink-2">
          {from === null
            ? 'Press on the map where the route begins, then where it ends; or type addresses.'
            : 'Now press where it ends.'}
        </p>
      ) : (
        <>
          <div role="radiogroup" aria-label="Kind of vehicle" className="flex flex-col">
            {test.byProfile.map(({ profile, found, error }) => (
              <ProfileRow
                key={profile}
                profile={profile}
                found={found}
                hasFailed={error !== null && error !== undefined}
                isChosen={profile === test.profile}
                isOld={test.isOld && profile === test.profile}
                onChoose={() => test.chooseProfile(profile)}
              />
            ))}
          </div>
          <RouteTrouble test={test} />
          <p className="text-12 text-ink-3">Drag A and B on the map; the route follows.</p>
        </>
      )}
    </div>
  )
}

interface ProfileRowProps {
  readonly profile: string
  readonly found: FoundRoute | undefined
  readonly hasFailed: boolean
  readonly isChosen: boolean
  readonly isOld: boolean
  readonly onChoose: () => void
}

function ProfileRow({ profile, found, hasFailed, isChosen, isOld, onChoose }: ProfileRowProps): ReactNode {
  const route = found?.route
  return (
    <label
      className={classNames(
        'flex min-h-(--row) items-center gap-3 rounded-m px-2 py-1 has-focus-visible:outline-2 has-focus-visible:outline-focus',
        isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <input
        type="radio"
        name="profile"
        className="sr-only"
        checked={isChosen}
        onChange={onChoose}
        aria-label={profileWords(profile)}
      />
      <span className={classNames('min-w-0 flex-1 truncate', isChosen && 'font-strong')}>
        {profileWords(profile)}
      </span>
      {route ? (
        <span className={classNames('flex items-baseline gap-3 tabular-nums', isOld && 'opacity-60')}>
          <span className={isChosen ? 'text-15 font-strong' : ''}>{formatDuration(route.durationS)}</span>
          <span className="w-16 text-right text-ink-2">{formatDistance(route.distanceM)}</span>
          <span className="w-16 text-right text-12 text-ink-3">{speedWords(route)}</span>
        </span>
      ) : found !== undefined ? (
        <span className="text-12 text-ink-2">no way</span>
      ) : hasFailed ? (
        <span className="text-12 text-late">failed</span>
      ) : (
        <Spinner />
      )}
    </label>
  )
}

const speedWords = ({ durationS, distanceM }: { durationS: number; distanceM: number }): string =>
  durationS > 0 ? `${formatNumber(Math.round((distanceM / durationS) * 3.6))} km/h` : ''

/** Further from a road than this, a point is likely not where it was meant. Metres. */
const FAR_M = 250

function RouteTrouble({ test }: { readonly test: RouteTestState }): ReactNode {
  const failure = test.byProfile.find(({ profile }) => profile === test.profile)?.error
  if (failure !== null && failure !== undefined) {
    const { title, message, code } = toHumanError(failure)
    return (
      <Notice meaning="late" title={title}>
        {message} <span className="text-12 text-ink-3">{code}</span>
      </Notice>
    )
  }
  const { chosen } = test
  if (chosen === undefined) return null
  const far = chosen.points.flatMap((road, index) =>
    road !== null && road.distanceM > FAR_M
      ? [`${index === 0 ? 'A' : 'B'} is ${formatDistance(road.distanceM)} from the nearest road.`]
      : [],
  )
  const away = chosen.points.flatMap((road, index) => (road === null ? [index === 0 ? 'A' : 'B'] : []))
  if (away.length > 0) {
    return (
      <Notice meaning="late" title={`No road near ${away.join(' and ')}`}>
        The region ends before, or {profileWords(test.profile).toLowerCase()} may use none of the roads there.
      </Notice>
    )
  }
  if (chosen.route === null) {
    const who = profileWords(test.profile).toLowerCase()
    return (
      <Notice meaning="late" title="No way between these two">
        The roads of this region lead {who === 'on foot' ? 'nobody on foot' : `no ${who}`} from A to B.{' '}
        {far.join(' ')} Move one of them, or look whether a closure is in between.
      </Notice>
    )
  }
  return far.length === 0 ? null : (
    <Notice meaning="risk" title="Far from any road">
      {far.join(' ')} The route begins and ends on the road.
    </Notice>
  )
}
