import { describe, expect, it } from 'vitest'
import { headerSignature, mapColumns } from './map-columns.ts'

const fieldsOf = (header: readonly string[], dimensions: readonly string[] = []): string[] =>
  mapColumns(header, { dimensions }).columns.map(({ field, dimension }) =>
    dimension === undefined ? field : `${field} ${dimension}`,
  )

describe('header words', () => {
  it.each([
    [
      'reference',
      ['order_id', 'orderNo', 'Order No.', 'reference', 'job_reference', 'DO number', 'external-id'],
    ],
    ['kind', ['type', 'Order Type']],
    ['date', ['date', 'scheduled_date', 'Datum', 'Liefertag', 'fecha', 'data']],
    ['address', ['address', 'Adresse', 'address1', 'Morada', 'Endereço', 'Dirección', 'adress']],
    ['street', ['street', 'Straße', 'Strasse', 'rue', 'Rua', 'calle', 'gata']],
    ['houseNumber', ['house_number', 'Hausnr.', 'Hausnummer', 'número porta']],
    ['postcode', ['zip', 'postal_code', 'PLZ', 'Code postal', 'código postal', 'postnummer']],
    ['city', ['city', 'PLZ/City', 'plz_city', 'Ort', 'ville', 'Localidade', 'Población']],
    ['lat', ['lat', 'Latitude', 'Breitengrad']],
    ['lon', ['lon', 'lng', 'Longitude', 'Längengrad']],
    ['latLon', ['latlong', 'GPS', 'lat/lon', 'Koordinaten']],
    [
      'windowFrom',
      ['time_window_start', 'Time Window Start', 'from', 'complete_after', 'von', 'Heure début'],
    ],
    ['windowTo', ['time_window_end', 'to', 'complete before', 'bis', 'até', 'Heure fin']],
    ['windows', ['timeslot', 'Time-Slot', 'Zeitfenster', 'créneau', 'Janela horária']],
    ['serviceMinutes', ['duration', 'service_time', 'service minutes', 'Standzeit', 'Durée', 'Duração']],
    ['skills', ['skills', 'vehicle_features', 'Fähigkeiten']],
    ['priority', ['priority', 'Priorität', 'priorité', 'Prioridade']],
    ['notes', ['notes', 'comments', 'recipient_notes', 'Bemerkung', 'Observações']],
    ['name', ['name', 'Kunde', 'client', 'Destinatário']],
    ['phone', ['phone', 'Telefon', 'Telefone', 'Téléphone']],
    ['email', ['email', 'E-Mail', 'Courriel']],
    ['custom', ['barcode', 'custom:floor', 'cod_amount', 'tags']],
    ['load weight_kg', ['weight', 'Weight (kg)', 'weight_kg', 'Gewicht', 'Poids', 'Peso', 'Vikt']],
    ['load parcels', ['parcels', 'quantity', 'Pakete', 'colis', 'Menge']],
    ['load load1', ['load1', 'Load 1']],
  ])('%s', (meaning, words) => {
    for (const word of words) expect(`${word} is ${fieldsOf([word])[0]}`).toBe(`${word} is ${meaning}`)
  })

  it('a column by the name of a capacity of the fleet is a load, before anything else', () => {
    expect(fieldsOf(['Roll cages', 'Type', 'volume'], ['roll_cages', 'type', 'volume_m3'])).toEqual([
      'load roll_cages',
      'load type',
      'load volume_m3',
    ])
  })

  it('an unknown column is kept as a custom field with a warning on row 1', () => {
    expect(mapColumns(['Colour of door'], { dimensions: [] })).toEqual({
      columns: [{ name: 'Colour of door', field: 'custom' }],
      findings: [
        {
          code: 'COLUMN_UNKNOWN',
          severity: 'warning',
          row: 1,
          column: 'Colour of door',
          value: 'Colour of door',
          text: '"Colour of door" is not a known column; it is kept as a custom field.',
          suggestion: null,
        },
      ],
    })
  })

  it('of two columns with one meaning the more telling name wins', () => {
    const { columns, findings } = mapColumns(['id', 'order no', 'notes', 'comments'], { dimensions: [] })

    expect(columns.map(({ field }) => field)).toEqual(['custom', 'reference', 'notes', 'notes'])
    expect(findings).toMatchObject([{ code: 'COLUMN_DUPLICATE', severity: 'warning', row: 1, column: 'id' }])
  })

  it('a remembered choice goes before all guessing', () => {
    const remembered = [
      { name: 'notes', field: 'ignore' as const },
      { name: 'What', field: 'load' as const, dimension: 'parcels' },
    ]

    const { columns, findings } = mapColumns(['Notes', 'what'], { dimensions: [], remembered })

    expect(columns).toEqual([
      { name: 'Notes', field: 'ignore' },
      { name: 'what', field: 'load', dimension: 'parcels' },
    ])
    expect(findings).toEqual([])
  })

  it('files whose headers differ in spelling only share a signature', () => {
    expect(headerSignature(['Order No', 'Straße'])).toBe(headerSignature(['order_no', 'strasse']))
    expect(headerSignature(['order no', 'address'])).not.toBe(headerSignature(['address', 'order no']))
    expect(headerSignature(['ab', 'c'])).not.toBe(headerSignature(['a', 'bc']))
  })
})
