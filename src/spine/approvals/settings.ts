import type { Tx } from '../database/database.ts'

/** Where in the team chat approvers are told; null: nowhere. */
export async function approvalChannel(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ chat_channel: string | null }>('select chat_channel from approval_settings')
  return row?.chat_channel ?? null
}

/** Says where approvers are told; null: nowhere. */
export async function setApprovalChannel(tx: Tx, channel: string | null): Promise<void> {
  await tx.query(
    `insert into approval_settings (tenant_id, chat_channel) values ($1, $2)
     on conflict (tenant_id) do update set chat_channel = excluded.chat_channel`,
    [tx.tenantId, channel],
  )
}
