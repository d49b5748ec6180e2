import { Button, Menu } from '@mantine/core'
import { ChevronDownIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actionsQuery, type Action } from '#console/api/actions.ts'
import { ActionDialog } from '#console/kit/form/action-dialog.tsx'
import { newName } from '#console/kit/new-name.ts'
import type { Case } from '../cases.ts'
import { own } from '../words/own.ts'
import { linesQuery, type Line } from './lines.ts'

interface Offer {
  readonly id: 'move' | 'refund' | 'hold' | 'message' | 'close' | 'cancel'
  readonly action: Action
  /** What the case knows already, and nobody is asked. */
  readonly known: Readonly<Record<string, unknown>>
}

interface Ticket {
  readonly connector: string
  readonly ticket: string | null
}

/** What can be done about a case at the shop and the helpdesk; all of it shows first what it would do. */
export function CaseActions({ one, tickets }: { readonly one: Case; readonly tickets: readonly Ticket[] }) {
  const t = own.use()
  const [chosen, setChosen] = useState<Offer>()
  const offers = useOffers(one, tickets)
  if (offers.length === 0) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<ChevronDownIcon />}>{t('act')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offers.map(offer => (
            <Menu.Item key={offer.id} onClick={() => setChosen(offer)}>
              {t(`act.${offer.id}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {chosen && (
        <ActionDialog
          action={chosen.action}
          known={chosen.known}
          isShownFirst
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}

function useOffers(one: Case, tickets: readonly Ticket[]): readonly Offer[] {
  const { data: actions = [] } = useQuery(actionsQuery)
  const { data: lines = [] } = useQuery(linesQuery(one.id))
  const missing = lines.filter(({ short }) => short > 0)
  const [first] = missing
  const [told] = tickets.filter(({ ticket }) => ticket !== null)
  const { connection, order } = one
  const offer = (id: Offer['id'], name: string, known: Offer['known'] | undefined): Offer[] => {
    const action = actions.find(found => `.${found.name}`.endsWith(`.${name}`))
    return action && known ? [{ id, action, known }] : []
  }
  return [
    ...offer(
      'message',
      told ? `${told.connector}.message_customer` : 'message_customer',
      told && one.customerEmail !== null
        ? { ticket: told.ticket, customer: one.customerEmail, reference: newName() }
        : undefined,
    ),
    ...offer('move', 'move_fulfillment', moveOf(missing, connection)),
    ...offer(
      'hold',
      'hold_fulfillment',
      first && { connection, fulfillmentOrder: first.fulfillmentOrder, reason: 'inventory_out_of_stock' },
    ),
    ...offer(
      'refund',
      'refund_order',
      first && {
        connection,
        order,
        lines: missing.map(({ orderLine, short }) => ({
          line: orderLine,
          quantity: short,
          restock: 'cancel',
        })),
        // What the platform suggests for the lines, and one refund a case: the same name is never paid twice.
        amount: undefined,
        reference: `${one.id}:short`,
      },
    ),
    ...offer('cancel', 'cancel_order', { connection, order }),
    ...offer(
      'close',
      told ? `${told.connector}.close_ticket` : 'close_ticket',
      told && { ticket: told.ticket },
    ),
  ]
}

/** What could be sent from one other place: of one piece of work, as one write moves no more. */
function moveOf(missing: readonly Line[], connection: string): Offer['known'] | undefined {
  const first = missing.find(({ elsewhere }) => elsewhere !== null)
  if (!first?.elsewhere) return undefined
  const { fulfillmentOrder, elsewhere } = first
  const lines = missing.flatMap(line =>
    line.fulfillmentOrder === fulfillmentOrder && line.elsewhere?.locationId === elsewhere.locationId
      ? [{ line: line.workLine, quantity: line.elsewhere.units, of: line.wanted }]
      : [],
  )
  return { connection, fulfillmentOrder, location: elsewhere.locationId, lines }
}
