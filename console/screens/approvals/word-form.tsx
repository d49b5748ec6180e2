import { Button, Group, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useFormats } from '#console/kit/words/formats.ts'
import type { Approval, Verdict } from './approvals.ts'
import { own } from './words/own.ts'

/** The reason of a word, and the button that says it; the money stands upon the button. */
export function WordForm({
  verdict,
  money,
  isPending,
  onSay,
  onCancel,
}: {
  readonly verdict: Verdict
  readonly money: Approval['preview']['money']
  readonly isPending: boolean
  onSay(reason: string): void
  onCancel(): void
}) {
  const t = own.use()
  const formats = useFormats()
  // A yes to what is shown needs no essay; a no is owed an explanation.
  const [reason, setReason] = useState(verdict === 'approve' ? t('decide.asShown') : '')
  const say = (event: FormEvent) => {
    event.preventDefault()
    onSay(reason)
  }
  const approves = money
    ? t('decide.approveMoney', { money: formats.money(money.minor, money.currency) })
    : t('decide.approve')
  return (
    <form onSubmit={say}>
      <Group gap="sm" align="end">
        <TextInput
          label={t('decide.reason')}
          description={t('decide.reasonHint')}
          required
          maxLength={500}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
          onFocus={event => event.currentTarget.select()}
          onKeyDown={event => {
            if (event.key === 'Escape') onCancel()
          }}
          ref={focus}
          style={{ flex: '1 1 14rem' }}
        />
        <Group gap="xs">
          <Button type="submit" color={verdict === 'approve' ? 'indigo' : 'red.9'} loading={isPending}>
            {verdict === 'approve' ? approves : t('decide.deny')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('decide.cancel')}
          </Button>
        </Group>
      </Group>
    </form>
  )
}

// The key or button that opened this form led here: writing goes on at once.
function focus(input: HTMLInputElement | null): void {
  input?.focus()
}
