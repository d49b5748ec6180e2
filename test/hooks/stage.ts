import type { Network } from '#spine/calls/outside/destination.ts'
import { listDeliveries, readDelivery } from '#spine/hooks/deliveries.ts'
import { makeHook, readHook } from '#spine/hooks/hooks.ts'
import { hookPump } from '#spine/hooks/pump.ts'
import { tellHooks, type Told } from '#spine/hooks/tell.ts'
import type { HookType } from '#spine/hooks/types.ts'
import { keyRing } from '#spine/vault/keys.ts'
import { openVault, type Vault } from '#spine/vault/vault.ts'
import { house, type House } from '../house.ts'
import { receiver, type Receiver } from './receiver.ts'

/** A house with hooks, and the worker that serves them. */
export interface Stage extends AsyncDisposable {
  readonly house: House
  readonly vault: Vault
  readonly errors: unknown[]
  /** Uuids of hooks that were turned off by themselves. */
  readonly disabled: string[]
  /** Starts the worker; it ends with the stage. */
  work(): void
  /** Waits for what the worker has in hand and ends it. */
  rest(): Promise<void>
  /** A hook with a receiver that knows its secret. */
  hook(types?: HookType[], url?: string): Promise<{ id: string; at: Receiver }>
  tell(type: HookType, told?: Told): Promise<void>
  /** Lets whatever waits be due, and leases of the dead end. */
  hurry(): Promise<void>
  deliveries(hook: string): ReturnType<typeof listDeliveries>
  log(hook: string, delivery?: string): Promise<Awaited<ReturnType<typeof readDelivery>>>
  read(hook: string): ReturnType<typeof readHook>
}

export const hookVault = () => openVault(keyRing([Buffer.alloc(32, 7).toString('base64')]))

/** Every receiver of a test is known as `hook.test` and allowed by its port. */
export function testNetwork(origins: Set<string>, resolve?: Network['resolve']): Network {
  return { resolve: resolve ?? (async () => ['127.0.0.1']), privateOrigins: origins }
}

export async function stage(resolve?: Network['resolve']): Promise<Stage> {
  const home = await house()
  const vault = hookVault()
  const origins = new Set<string>()
  const receivers: Receiver[] = []
  const errors: unknown[] = []
  const disabled: string[] = []
  const pump = hookPump({
    db: home.db,
    vault,
    network: testNetwork(origins, resolve),
    onDisabled: ({ hookId }) => void disabled.push(hookId),
    onError: error => void errors.push(error),
  })
  const deliveries = (hook: string) =>
    home.db.tenant(home.tenantId, tx => listDeliveries(tx, hook, { limit: 100 }))
  return {
    house: home,
    vault,
    errors,
    disabled,
    work: () => pump.start(),
    rest: () => pump.stop(),
    hook: async (types = [], url) => {
      const at = await receiver()
      receivers.push(at)
      const wanted = { url: url ?? at.url, description: '', types }
      const made = await home.db.tenant(home.tenantId, tx => makeHook(tx, vault, home.owner, wanted))
      at.secrets.push(made.secret)
      if (url === undefined) origins.add(new URL(at.url).origin)
      return { id: made.hook.id, at }
    },
    tell: (type, told = {}) => home.db.tenant(home.tenantId, tx => tellHooks(tx, type, told)),
    hurry: async () => {
      await home.asOwner(
        `update hook_deliveries set due_at = now(), lease_until = null where state = 'waiting'; update hooks set quiet_until = null`,
      )
    },
    deliveries,
    log: async (hook, delivery) => {
      const id = delivery ?? (await deliveries(hook))[0]?.id ?? ''
      return home.db.tenant(home.tenantId, tx => readDelivery(tx, hook, id))
    },
    read: hook => home.db.tenant(home.tenantId, tx => readHook(tx, hook)),
    [Symbol.asyncDispose]: async () => {
      for (const one of receivers) await one[Symbol.asyncDispose]()
      await pump.stop()
      await home[Symbol.asyncDispose]()
    },
  }
}
