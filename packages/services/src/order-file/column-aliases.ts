import type { ImportField } from '@cartage/domain'

/**
 * A header word without what people vary: case, accents, spaces, underscores, hyphens, slashes, dots, brackets.
 * `Time Window / Start` and `time_window_start` are the same.
 */
export function normaliseHeader(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .normalize('NFKD')
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')
}

/**
 * Words that head a column, normalised, the most telling first: English (the vocabulary of the common route
 * planners), German, French, Portuguese, Spanish, Swedish.
 */
const aliases: readonly (readonly [field: ImportField, words: string])[] = [
  [
    'reference',
    'orderno ordernumber orderid orderref orderreference order reference jobreference donumber externalid ref jobid ' +
      'bestellnummer auftragsnummer auftragsnr auftrag bestellung bestellnr referenz numerocommande commande ' +
      'numerodecommande numeropedido numerodopedido numerodelpedido npedido pedido encomenda nencomenda referencia ' +
      'ordernummer ordernr bestallning referens deliveryid shipmentid taskid id',
  ],
  ['kind', 'type ordertype jobtype tasktype kind typ auftragsart tipo art'],
  [
    'date',
    'date scheduleddate deliverydate orderdate day datum lieferdatum tag liefertag jour datelivraison data ' +
      'dataentrega dataentrada fecha fechaentrega leveransdatum',
  ],
  [
    'address',
    'address address1 addressline1 addressline fulladdress deliveryaddress dropoffaddress destination adresse ' +
      'lieferadresse anschrift adresselivraison morada endereco direccion adress leveransadress location',
  ],
  ['street', 'street streetname strasse rue rua calle gata gatuadress'],
  [
    'houseNumber',
    'housenumber houseno streetnumber hausnummer hausnr numerorue numeroporta numerodeporta husnummer',
  ],
  [
    'postcode',
    'postcode zip zipcode postalcode plz postleitzahl codepostal cp codigopostal postnummer postnr',
  ],
  [
    'city',
    'city town plzcity plzort zipcity ort stadt wohnort ville localite cidade localidade ciudad poblacion stad postort',
  ],
  ['state', 'state province county bundesland kanton departement distrito provincia lan'],
  ['country', 'country countrycode land pays pais'],
  ['lat', 'lat latitude breitengrad breite latitud y'],
  ['lon', 'lon lng long longitude laengengrad langengrad laenge lange longitud x'],
  [
    'latLon',
    'latlong latlon latlng gps coordinates coordinate coords koordinaten coordonnees coordenadas koordinater',
  ],
  [
    'windowFrom',
    'timewindowstart windowstart twstart from timefrom fromtime starttime completeafter earliest notbefore ' +
      'readytime von zeitfenstervon abuhrzeit de heuredebut debut das desde horainicio inicio fran',
  ],
  [
    'windowTo',
    'timewindowend windowend twend to timeto totime endtime completebefore latest notafter duetime deadline bis ' +
      'zeitfensterbis heurefin fin as ate hasta horafim horafin fim till',
  ],
  [
    'windows',
    'timeslot timeslots timewindow timewindows window windows deliverywindow slot zeitfenster creneau creneauhoraire ' +
      'janela janelahoraria franjahoraria tidsfonster',
  ],
  [
    'serviceMinutes',
    'serviceminutes servicetime duration stoptime serviceduration minutesonsite dauer standzeit servicezeit ' +
      'servicedauer duree tempsservice duracao temposervico duracion tiempodeservicio stopptid servicetid',
  ],
  ['packages', 'packages packagelist'],
  [
    'skills',
    'skills skill vehiclefeatures requirements faehigkeiten fahigkeiten competences competencias kompetenser',
  ],
  ['priority', 'priority prio prioritat prioritaet priorite prioridade prioridad prioritet'],
  [
    'name',
    'name contactname contact customer customername recipient recipientname kunde empfaenger empfanger client nom nome cliente nombre destinataire destinatario kund namn',
  ],
  ['company', 'company companyname organisation organization firma entreprise societe empresa foretag'],
  [
    'phone',
    'phone phonenumber telephone mobile mobilenumber tel telefon telefonnummer handy telemovel telefone telefono',
  ],
  ['email', 'email mail emailaddress courriel correo epost'],
  [
    'notes',
    'notes note comments comment instructions deliveryinstructions recipientnotes driverinstructions remarks address2 ' +
      'addressline2 bemerkung bemerkungen hinweis hinweise notiz kommentar remarques commentaire observacoes notas ' +
      'observaciones anteckning',
  ],
  ['custom', 'tags metadata barcode codamount codcurrency'],
]

/** Load columns with a name of their own; any capacity dimension of the fleet comes before them. */
const loadAliases: readonly (readonly [dimension: string, words: string])[] = [
  ['weight_kg', 'weight weightkg kg gewicht gewichtkg poids poidskg peso pesokg vikt viktkg'],
  ['volume', 'volume volumen volym'],
  [
    'parcels',
    'parcels parcel pakete paket colis volumes encomendas paquetes bultos kolli quantity qty menge anzahl quantite quantidade cantidad antal pieces',
  ],
  ['load1', 'load1'],
  ['load2', 'load2'],
  ['load3', 'load3'],
  ['load4', 'load4'],
]

const fieldByWord = new Map(
  aliases.flatMap(([field, words]) => words.split(' ').map((word, rank) => [word, { field, rank }] as const)),
)
const dimensionByWord = new Map(
  loadAliases.flatMap(([dimension, words]) => words.split(' ').map((word) => [word, dimension] as const)),
)

export interface HeaderMeaning {
  readonly field: ImportField
  /** How telling the word is among those of its field; 0 is best. */
  readonly rank: number
  readonly dimension?: string
}

/** What a header word means; undefined for one nobody has listed. `dimensions` are the fleet's capacities. */
export function fieldOfHeader(name: string, dimensions: readonly string[] = []): HeaderMeaning | undefined {
  const word = normaliseHeader(name)
  const own = dimensions.find((dimension) => normaliseHeader(dimension) === word)
  if (own !== undefined) {
    return { field: 'load', rank: 0, dimension: own }
  }
  const listed = fieldByWord.get(word)
  if (listed !== undefined) {
    return listed
  }
  const dimension = dimensionByWord.get(word)
  if (dimension !== undefined) {
    return { field: 'load', rank: 1, dimension: fleetDimension(dimension, dimensions) }
  }
  return name.trim().toLowerCase().startsWith('custom:') ? { field: 'custom', rank: 0 } : undefined
}

/** `volume` is the fleet's only volume, such as `volume_m3`, where it has just one. */
const fleetDimension = (dimension: string, dimensions: readonly string[]): string => {
  if (dimensions.includes(dimension)) {
    return dimension
  }
  const alike = dimensions.filter((name) => name.startsWith(`${dimension}_`))
  return alike.length === 1 ? (alike[0] ?? dimension) : dimension
}
