import { ActionIcon, Button, NavLink, Popover } from '@mantine/core'
import { KebabHorizontalIcon, TriangleDownIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actionsQuery, type Action } from '#console/api/actions.ts'
import { ActionDialog, titleOf } from '#console/kit/form/action-dialog.tsx'
import { newName } from '#console/kit/new-name.ts'
import { useTold } from '#console/kit/told/told.ts'

/**
 * What this person may do with an order, or with a piece of its work: every write of its platform that names one. The list is the
 * registry's, so that a new action stands here by itself.
 */
export function OrderActions({
  says,
  connector,
  by,
  known,
  currency,
  isSmall = false,
}: {
  readonly says: string
  readonly connector: string
  /** The field that names it. */
  readonly by: 'order' | 'fulfillmentOrder'
  readonly known: Readonly<Record<string, unknown>>
  /** In which sums are given back. */
  readonly currency?: string | undefined
  readonly isSmall?: boolean
}) {
  const told = useTold()
  const { data: all = [] } = useQuery(actionsQuery)
  const [chosen, setChosen] = useState<{ action: Action; reference: string }>()
  const [isOpen, setIsOpen] = useState(false)
  const toggle = () => setIsOpen(before => !before)
  const fitting = all.filter(
    ({ name, risk, input }) =>
      name.startsWith(`${connector}.`) &&
      risk !== 'read' &&
      risk !== 'personal' &&
      input.properties?.[by] !== undefined,
  )
  if (fitting.length === 0) return null
  return (
    <>
      <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={320} shadow="md" trapFocus>
        <Popover.Target>
          {isSmall ? (
            <ActionIcon variant="default" size="md" aria-label={says} onClick={toggle}>
              <KebabHorizontalIcon size={16} />
            </ActionIcon>
          ) : (
            <Button variant="default" rightSection={<TriangleDownIcon size={16} />} onClick={toggle}>
              {says}
            </Button>
          )}
        </Popover.Target>
        <Popover.Dropdown p={6} mah={420} style={{ overflowY: 'auto' }}>
          {fitting.map(action => (
            <NavLink
              key={action.name}
              component="button"
              label={told(titleOf(action))}
              description={told(action.says)}
              onClick={() => {
                setIsOpen(false)
                setChosen({ action, reference: newName() })
              }}
            />
          ))}
        </Popover.Dropdown>
      </Popover>
      {chosen && (
        <ActionDialog
          action={chosen.action}
          // One dialog is one deed: sent twice, it is done once.
          known={{
            ...known,
            ...(chosen.action.input.properties?.['reference'] && { reference: chosen.reference }),
          }}
          {...(currency !== undefined &&
            chosen.action.input.properties?.['amount'] && { start: { amount: { currency } } })}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  )
}
