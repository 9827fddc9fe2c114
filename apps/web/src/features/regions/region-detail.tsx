import type { Closure, RegionSummary } from '@cartage/domain'
import { Badge, EmptyState, IconButton, Menu, Tabs } from '@cartage/ui'
import { ArrowLeft, EllipsisVertical, Pencil, RotateCw, Route, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { ClosuresPanel } from './closures-panel.tsx'
import { RegionAbout } from './region-about.tsx'
import { regionState } from './region-words.ts'
import type { RegionTab } from './regions-search.ts'
import { RouteTest } from './route-test.tsx'
import type { DraftState } from './use-closure-draft.ts'
import type { RouteTest as RouteTestState } from './use-route-test.ts'

export type RegionTask = 'build' | 'rename' | 'remove' | 'traffic'

export interface RegionDetailProps {
  readonly region: RegionSummary
  readonly tab: RegionTab
  readonly isAdmin: boolean
  readonly canClose: boolean
  readonly now: Date
  readonly test: RouteTestState
  readonly drawing: DraftState
  readonly closureCount: number | undefined
  readonly chosenClosureId: string | null
  readonly onTab: (tab: RegionTab) => void
  readonly onBack: () => void
  readonly onTask: (task: RegionTask) => void
  readonly onChooseClosure: (closure: Pick<Closure, 'id'> | null) => void
}

/** A region: what it is, how one gets about in it, and what is closed. */
export function RegionDetail(props: RegionDetailProps): ReactNode {
  const { region, isAdmin, onTask } = props
  const state = regionState(region)
  const isBuilding = region.state === 'building'
  // What was there before a build serves until it is through.
  const isUsable = region.state === 'ready'
  return (
    <section aria-label={`Region ${region.name}`} className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center gap-1 py-2 pr-2 pl-1.5">
        <IconButton label="All regions" icon={ArrowLeft} keys="Escape" onClick={props.onBack} />
        <h1 className="min-w-0 flex-1 truncate text-15 font-strong">{region.title}</h1>
        <Badge meaning={state.meaning}>{state.label}</Badge>
        {isAdmin ? (
          <Menu
            trigger={<IconButton label={`More for ${region.title}`} icon={EllipsisVertical} />}
            groups={[
              [
                {
                  label: 'Build again',
                  icon: RotateCw,
                  isDisabled: isBuilding,
                  onSelect: () => onTask('build'),
                },
                { label: 'Rename', icon: Pencil, onSelect: () => onTask('rename') },
              ],
              [
                {
                  label: 'Delete',
                  icon: Trash2,
                  isDanger: true,
                  isDisabled: isBuilding,
                  onSelect: () => onTask('remove'),
                },
              ],
            ]}
          />
        ) : null}
      </header>
      <Tabs<RegionTab>
        label="About the region"
        className="flex-1"
        value={props.tab}
        onChange={props.onTab}
        tabs={[
          {
            value: 'about',
            label: 'About',
            content: (
              <RegionAbout
                region={region}
                canEdit={isAdmin}
                onBuild={() => onTask('build')}
                onTraffic={() => onTask('traffic')}
              />
            ),
          },
          {
            value: 'route',
            label: 'Test a route',
            content: isUsable ? (
              <RouteTest region={region} test={props.test} />
            ) : (
              <NotYet isBuilding={isBuilding} />
            ),
          },
          {
            value: 'closures',
            label: 'Closures',
            count: props.closureCount,
            content: (
              <ClosuresPanel
                region={region}
                canEdit={props.canClose && isUsable}
                now={props.now}
                drawing={props.drawing}
                chosenId={props.chosenClosureId}
                onChoose={props.onChooseClosure}
              />
            ),
          },
        ]}
      />
    </section>
  )
}

function NotYet({ isBuilding }: { readonly isBuilding: boolean }): ReactNode {
  return (
    <EmptyState icon={Route} title="No roads to try yet">
      {isBuilding ? 'Routes can be tested once the build is through.' : 'The region must be built first.'}
    </EmptyState>
  )
}
