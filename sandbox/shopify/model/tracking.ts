import type { Floor } from './fulfilment.ts'
import type { Order, Shipment, Tracking } from './order.ts'

export interface News {
  readonly status?: string
  readonly message?: string
  readonly at?: string
  readonly tracking?: Tracking[]
}

/** Puts a carrier's word, or a new tracking number, on a parcel. */
export function reported(floor: Floor, order: Order, shipment: Shipment, news: News): void {
  const happenedAt = news.at === undefined ? floor.now() : new Date(news.at)
  if (news.tracking) shipment.tracking = news.tracking
  if (news.status !== undefined) {
    const event = { id: floor.id('FulfillmentEvent'), status: news.status, message: news.message ?? null }
    shipment.events.push({ ...event, happenedAt })
    floor.tell('fulfillment_events/create', { order, shipment })
  }
  shipment.updatedAt = floor.now()
}
