/** Ids of jobs and shipments in the problem made of a VROOM input; a shift has the vehicle's number. */
export const vroomIds = {
  job: (id: number) => `job:${id}`,
  shipment: (index: number) => `shipment:${index}`,
}
