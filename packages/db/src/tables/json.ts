import type { ColumnType } from 'kysely'

declare const content: unique symbol

/** JSON text that was made from a value of this shape. */
export type Json<Value> = string & { readonly [content]: Value }

/** A `jsonb` column: read as its value, written through {@link json}. */
export type JsonColumn<Value> = ColumnType<Value, Json<Value>, Json<Value>>
/** A `jsonb` column that may be null in the sense of SQL. */
export type NullableJsonColumn<Value> = ColumnType<
  Value | null,
  Json<Value> | null | undefined,
  Json<Value> | null
>
/** A `jsonb` column that has a default. */
export type DefaultedJsonColumn<Value> = ColumnType<Value, Json<Value> | undefined, Json<Value>>

/**
 * Writes a value for a `jsonb` column. The driver would send a bare array as a PostgreSQL array, which is why
 * the column types accept nothing else.
 */
export const json = <Value>(value: Value): Json<Value> => JSON.stringify(value) as Json<Value>
