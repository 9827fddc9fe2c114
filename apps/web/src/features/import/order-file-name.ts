/** What the file dialog offers. */
export const orderFileTypes =
  '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const orderFileHint = 'Orders come as CSV (comma, semicolon or tab) or as an Excel workbook (.xlsx).'

/** Whether a file name promises orders; what is inside is for the server to judge. */
export function isOrderFileName(name: string): boolean {
  return /\.(?:csv|tsv|txt|xlsx)$/i.test(name)
}
