// A <datalist> can neither be styled nor tell which entry was chosen; this follows the ARIA combobox pattern.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { haversineM, type Point } from '@cartage/domain'
import { classNames, controlClass, formatDistance, type FieldControl } from '@cartage/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Home, MapPin, Milestone } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { toHumanError } from '../../api/human-error.ts'
import { trpc, type Outputs } from '../../api/trpc.ts'
import { useDebounced } from '../../shell/use-debounced.ts'

export type FoundPlace = Outputs['places']['search']['items'][number]

export interface AddressSearchProps extends FieldControl {
  readonly region: string
  /** Places near here come first. */
  readonly near: Point | null
  readonly text: string
  readonly placeholder?: string
  readonly onTextChange: (text: string) => void
  readonly onChoose: (found: FoundPlace) => void
}

/** An address that is looked up in the region while it is typed; arrows and Enter choose. */
export function AddressSearch({
  region,
  near,
  text,
  placeholder = 'Street and number, town',
  onTextChange,
  onChoose,
  ...control
}: AddressSearchProps): ReactNode {
  const listId = useId()
  /** The text whose list is open: what somebody else puts into the field opens nothing. */
  const [openFor, setOpenFor] = useState<string | null>(null)
  const isOpen = openFor === text
  const [active, setActive] = useState(0)
  const search = useDebounced(text.trim())
  const [finished, setFinished] = useState('')
  const found = useQuery({
    ...trpc.places.search.queryOptions({
      region,
      text: search,
      limit: 7,
      isTyping: finished !== search,
      ...(near === null ? {} : { near: { lon: near.lon, lat: near.lat } }),
    }),
    enabled: isOpen && region !== '' && search.length >= 3,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })
  const items = isOpen && search.length >= 3 ? (found.data?.items ?? []) : []
  const choose = (item: FoundPlace | undefined): void => {
    if (item === undefined) return
    setOpenFor(null)
    onChoose(item)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpenFor(text)
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((index) => (items.length === 0 ? 0 : (index + step + items.length) % items.length))
    } else if (event.key === 'Enter' && items.length > 0) {
      event.preventDefault()
      choose(items[active])
    } else if (event.key === 'Enter' && isOpen && finished !== search) {
      // Nothing was found while typing; what is complete may be asked of services that do not complete it.
      event.preventDefault()
      setFinished(search)
    } else if (event.key === 'Escape' && items.length > 0) {
      event.stopPropagation()
      setOpenFor(null)
    }
  }
  const isFruitless =
    isOpen && search.length >= 3 && found.isSuccess && !found.isFetching && items.length === 0
  return (
    <div className="relative">
      <input
        {...control}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={items.length > 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        className={controlClass}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setOpenFor(event.target.value)
          setActive(0)
          onTextChange(event.target.value)
        }}
        onBlur={() => {
          setOpenFor(null)
        }}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Places found"
        className={classNames(
          'absolute inset-x-0 top-full z-20 mt-1 max-h-64 overflow-y-auto rounded-l bg-raised p-1 shadow-pop',
          items.length === 0 && 'hidden',
        )}
      >
        {items.map((item, index) => {
          const Icon = item.level === 'street' ? Milestone : item.level === 'place' ? MapPin : Home
          return (
            <div
              key={`${item.lon} ${item.lat} ${item.label}`}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // The press must not take the focus from the text.
              onMouseDown={(event) => {
                event.preventDefault()
                choose(item)
              }}
              // Not on entering: a list that opens under a resting pointer must not choose for who types.
              onMouseMove={() => {
                setActive(index)
              }}
              className="flex min-h-(--control) items-center gap-2 rounded-s px-2 aria-selected:bg-hover"
            >
              <Icon aria-hidden size={14} className="shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 truncate">{item.label}</span>
              {/* Many towns have the same street: how far it is tells them apart. */}
              <span className="shrink-0 text-12 text-ink-3 tabular-nums">
                {near === null ? item.level : `${item.level}, ${formatDistance(haversineM(near, item))}`}
              </span>
            </div>
          )
        })}
      </div>
      {isOpen && found.isError ? (
        <p role="alert" className="mt-1 text-12 text-late">
          {toHumanError(found.error).message} You can still press on the map to set the pin.
        </p>
      ) : null}
      {isFruitless ? (
        <p aria-live="polite" className="mt-1 text-12 text-ink-3">
          Nothing found in this region. Check the spelling, or press on the map to set the pin.
        </p>
      ) : null}
    </div>
  )
}
