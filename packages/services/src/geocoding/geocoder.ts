import { CartageError, isWithin, type Bounds } from '@cartage/domain'
import type { AddressSearch, AddressText, Match, SearchOptions } from '@cartage/roads'
import { LRUCache } from 'lru-cache'
import type { Dialect, GeocoderKind } from './dialect.ts'
import { judgeAnswers } from './judge-answers.ts'
import { jsonClient, type JsonClientOptions } from './json-client.ts'
import { nominatim } from './nominatim.ts'
import { pelias } from './pelias.ts'
import { photon } from './photon.ts'

export interface GeocoderSettings {
  readonly kind: GeocoderKind
  /** Where the service is, with whatever path it lives under. */
  readonly url: string
  /** For services that ask for one. */
  readonly key?: string | undefined
  /** 1 when absent, as the public services ask. */
  readonly requestsPerSecond?: number | undefined
  /** Answers are kept this long; a day when absent. */
  readonly keepS?: number | undefined
  /** At most this many answers are kept. */
  readonly keepMost?: number | undefined
}

/** What a search asks of a service beside the text. */
export interface GeocoderSearchOptions extends SearchOptions {
  /** Only places in here. */
  readonly within?: Bounds | undefined
  readonly signal?: AbortSignal | undefined
}

/** An address search that asks a service. Its failures are `UNAVAILABLE`, with `retryAfterS` where the service said when. */
export interface Geocoder extends AddressSearch {
  search(text: AddressText, options?: GeocoderSearchOptions): Promise<readonly Match[]>
  reverse(lon: number, lat: number, options?: { readonly signal?: AbortSignal }): Promise<Match | undefined>
  /** Whether it may be asked while somebody types; Nominatim's usage policy forbids it. */
  readonly allowsTyping: boolean
  /** Whether it may be asked for whole order files: not where others pay for it. */
  readonly allowsBulk: boolean
}

const dialects: Readonly<Record<GeocoderKind, Dialect>> = { nominatim, photon, pelias }
const publicHosts: ReadonlySet<string> = new Set(['nominatim.openstreetmap.org', 'photon.komoot.io'])

const dayS = 86_400
const mostKept = 10_000
const answersAsked = 5

/** Asks a Nominatim, Photon or Pelias service, politely: at its rate, never twice for the same within a day, and with one confidence scale. */
export function createGeocoder(settings: GeocoderSettings, client: JsonClientOptions = {}): Geocoder {
  const dialect = dialects[settings.kind]
  const base = new URL(settings.url.endsWith('/') ? settings.url : `${settings.url}/`)
  const getJson = jsonClient({ ...client, requestsPerSecond: settings.requestsPerSecond ?? 1 })
  const kept = new LRUCache<string, readonly Match[]>({
    max: settings.keepMost ?? mostKept,
    ttl: (settings.keepS ?? dayS) * 1000,
  })

  /** Answers to one request, kept by its address. Failures are not kept. */
  const ask = async (
    url: URL,
    signal: AbortSignal | undefined,
    read: (json: unknown) => readonly Match[],
  ): Promise<readonly Match[]> => {
    if (settings.key !== undefined) url.searchParams.set('api_key', settings.key)
    const known = kept.get(url.href)
    if (known) return known
    const answer = await getJson(url, signal)
    const matches = readOrFail(() => read(answer), settings.kind)
    kept.set(url.href, matches)
    return matches
  }

  return {
    allowsTyping: settings.kind !== 'nominatim',
    allowsBulk: !publicHosts.has(base.hostname),
    async search(text, options = {}) {
      const limit = Math.max(1, Math.trunc(options.limit ?? answersAsked))
      const url = dialect.searchUrl(base, text, { limit, near: options.near, within: options.within })
      const matches = await ask(url, options.signal, (json) => judgeAnswers(text, dialect.readAnswers(json)))
      const { within } = options
      const inside = within === undefined ? matches : matches.filter((match) => isWithin(within, match))
      return inside.slice(0, limit)
    },
    async reverse(lon, lat, options = {}) {
      const url = dialect.reverseUrl(base, { lon, lat })
      const matches = await ask(url, options.signal, (json) =>
        judgeAnswers(undefined, dialect.readAnswers(json), { lon, lat }),
      )
      return matches[0]
    },
  }
}

/** An answer in another shape than the service's documentation says is a failure of the service, not of the caller. */
function readOrFail<T>(read: () => T, kind: GeocoderKind): T {
  try {
    return read()
  } catch (cause) {
    throw new CartageError(
      'UNAVAILABLE',
      `The address service answered with something else than ${kind} does.`,
      {
        reason: 'GEOCODER_ANSWER',
        cause,
      },
    )
  }
}
