import type { Point } from '@cartage/domain'
import type { Match } from '../region/types.ts'

export interface SearchOptions {
  /** At most this many matches; 5 when absent. */
  readonly limit?: number | undefined
  /** Of equally good matches, those near here come first. */
  readonly near?: Point | undefined
  /** The text is still being typed: its last word may be unfinished. */
  readonly prefix?: boolean | undefined
}

/** An address whose parts are known. What is absent or empty is not known; at least one is given. */
export interface StructuredAddress {
  /** Without its number, though one in it is read too. */
  readonly street?: string | undefined
  readonly houseNumber?: string | undefined
  readonly postcode?: string | undefined
  readonly city?: string | undefined
  /** Of a shop, hotel, school or firm at the address; never taken for a street. */
  readonly name?: string | undefined
}

/** An address as somebody typed it, or its parts. */
export type AddressText = string | StructuredAddress

/**
 * Finds addresses by text and by place, here or by asking a service: callers await the answer either way. All answers have levels and
 * confidences of one scale, whoever gives them.
 */
export interface AddressSearch {
  /** Places that fit the text, best first. Take the first only when its confidence reaches `ACCEPT_CONFIDENCE`. */
  search(text: AddressText, options?: SearchOptions): readonly Match[] | Promise<readonly Match[]>
  /** The address at a point. */
  reverse(lon: number, lat: number): Match | undefined | Promise<Match | undefined>
}

/** The region's own address search: no waiting. Reads only; one per thread over shared memory. */
export interface AddressIndex extends AddressSearch {
  search(text: AddressText, options?: SearchOptions): readonly Match[]
  /** The nearest house within 50 m, else the nearest named street within 500 m, else the nearest place within its reach. */
  reverse(lon: number, lat: number): Match | undefined
}

/**
 * The confidence from which a match may be used without a person looking at it.
 *
 * Confidence says how surely the match is what the text names, not how exact its point is; that is `level`. The scale:
 * 1 the same words in the named town; from 0.9 abbreviations, missing articles, a neighbouring town, one typing error in a long name;
 * from 0.7 two errors, a missing kind of street, a town that nobody knows; below 0.7 a word is missing or different, the
 * kind of street is another (Travessa for Rua), the named town or postcode is elsewhere, or several streets fit equally well: worth
 * showing as a suggestion, never to be taken unasked.
 */
export const ACCEPT_CONFIDENCE = 0.7
