import { Button, Dialog, MeaningIcon, Progress } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileUp, Route, Warehouse, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { today } from '@cartage/domain'
import { trpc } from '../../api/trpc.ts'
import { useSession } from '../../session/session.ts'
import { usePlace } from '../../shell/use-place.ts'
import { DropOrders } from '../import/drop-orders.tsx'
import { DepotForm } from '../settings/depot-form.tsx'
import { regionPhaseWords } from '../regions/region-words.ts'
import { SampleDayButton } from './sample-day-button.tsx'

/** Where a new organization begins: the sample, the own depot, or an order file once there is a depot. */
export function StartPage(): ReactNode {
  const session = useSession()
  const navigate = useNavigate()
  const { depot, date } = usePlace()
  const [isAdding, setIsAdding] = useState(false)
  const regions = useQuery({
    ...trpc.regions.list.queryOptions(),
    refetchInterval: ({ state }) =>
      state.data?.items.some((region) => region.state === 'building') === true ? 2_000 : false,
  })
  const building = regions.data?.items.find((region) => region.state === 'building')
  const isReady = regions.data?.items.some((region) => region.state === 'ready') === true
  const canEdit = session?.role === 'admin' || session?.role === 'dispatcher'
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-220 flex-col gap-6 px-4 py-10 sm:px-6">
        <div>
          <h1 className="text-24 font-strong tracking-tight text-balance">
            {session === null ? 'Welcome' : `Welcome, ${session.user.name.split(' ')[0] ?? ''}`}
          </h1>
          <p className="mt-1 text-15 text-pretty text-ink-2">
            A day has orders, vehicles with shifts, and a plan that brings them together. Begin where you
            like.
          </p>
        </div>
        {building === undefined ? (
          isReady ? (
            <p className="flex items-center gap-2 text-13 text-ink-2">
              <MeaningIcon meaning="done" />
              Roads are ready:{' '}
              {regions.data?.items
                .filter(({ state }) => state === 'ready')
                .map(({ name }) => name)
                .join(', ')}
            </p>
          ) : null
        ) : (
          <div className="rounded-l border border-line bg-paper p-4">
            <Progress
              label={`Building the roads of ${building.name}: ${regionPhaseWords(building.progress?.phase ?? '')}`}
              done={building.progress?.done ?? 0}
              total={building.progress?.total ?? 0}
            />
            <p className="mt-2 text-12 text-ink-3">This happens once. The sample needs it.</p>
          </div>
        )}
        <div className="grid gap-4 md:grid-cols-3">
          <Choice
            icon={Route}
            title="See it work first"
            action={canEdit ? <SampleDayButton variant="primary" /> : null}
          >
            A made-up day in Gothenburg: one depot, 6 vans, 80 orders on real streets. Press Plan and watch.
          </Choice>
          <Choice
            icon={Warehouse}
            title="Set up my depot"
            action={
              session?.role === 'admin' || session?.role === 'dispatcher' ? (
                <Button
                  onClick={() => {
                    setIsAdding(true)
                  }}
                >
                  Add a depot
                </Button>
              ) : null
            }
          >
            Where your vehicles start and end. Its roads come from an OpenStreetMap extract, which Settings
            can add.
          </Choice>
          <Choice
            icon={FileUp}
            title="Bring an order file"
            action={
              depot === null || date === null || !canEdit ? (
                <p className="text-12 text-ink-3">Needs a depot first.</p>
              ) : (
                <DropOrders depotId={depot.id} date={date} />
              )
            }
          >
            CSV or Excel as it comes. Every row is checked, problems are mended in place, then the good ones
            go in.
          </Choice>
        </div>
      </div>
      <Dialog
        title="Add a depot"
        description="Where vehicles start, end and reload. Its time zone decides what a day is."
        isOpen={isAdding}
        onClose={() => {
          setIsAdding(false)
        }}
      >
        <DepotForm
          depot={null}
          onCancel={() => {
            setIsAdding(false)
          }}
          onDone={(made) => {
            void navigate({
              to: '/day/$depotId/$date',
              params: { depotId: made.id, date: today(made.zone) },
              search: { tab: 'fleet' },
            })
          }}
        />
      </Dialog>
    </div>
  )
}

interface ChoiceProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly action: ReactNode
  readonly children: ReactNode
}

function Choice({ icon: Icon, title, action, children }: ChoiceProps): ReactNode {
  return (
    <section className="flex flex-col gap-2 rounded-l border border-line bg-paper p-5">
      <Icon aria-hidden size={20} strokeWidth={1.75} className="text-accent" />
      <h2 className="text-15 font-strong">{title}</h2>
      <p className="mb-2 flex-1 text-13 text-pretty text-ink-2">{children}</p>
      {action}
    </section>
  )
}
