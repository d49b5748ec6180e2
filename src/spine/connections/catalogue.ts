import type { Account } from './account.ts'
import type { Connector } from './connector.ts'

/** A connector whose credentials' type is known to nobody but itself: it parses before it uses. */
export type AnyConnector = Connector<unknown>

/** All connectors by id. */
export type Catalogue = ReadonlyMap<string, AnyConnector>

/** Forgets the credentials' type of a connector. Each use parses what the vault opened, so nothing is taken on trust. */
export function listed<C extends object>(sheet: Connector<C>): AnyConnector {
  const known = (account: Account<unknown>): Account<C> => {
    const parse = (credentials: unknown) => sheet.credentials.parse(credentials)
    return {
      tenantId: account.tenantId,
      connectionId: account.connectionId,
      origin: account.origin,
      pace: account.pace,
      circuit: account.circuit,
      network: account.network,
      get credentials() {
        return parse(account.credentials)
      },
      renew: async change => parse(await account.renew(async stored => change(parse(stored)))),
      notice: notice => account.notice(notice),
      addressOf: member => account.addressOf(member),
    }
  }
  // Every webhook is verified by the same credentials, and parsing them would cost as much as the signature's hash.
  const read = new WeakMap<object, C>()
  const parsedOnce = (credentials: unknown): C => {
    const isObject = typeof credentials === 'object' && credentials !== null
    const known = isObject ? read.get(credentials) : undefined
    if (known) return known
    const parsed = sheet.credentials.parse(credentials)
    if (isObject) read.set(credentials, parsed)
    return parsed
  }
  const { intake, upkeep, scan, oauth, takeSecret } = sheet
  return {
    ...sheet,
    check: account => sheet.check(known(account)),
    provides: sheet.provides.map(provided => ({
      action: provided.action,
      ...(provided.settleSeconds !== undefined && { settleSeconds: provided.settleSeconds }),
      run: (input, account, attempt) => provided.run(input, known(account), attempt),
      ...(provided.probe && {
        probe: (input: unknown, account: Account<unknown>, attempt: Parameters<typeof provided.run>[2]) =>
          provided.probe?.(input, known(account), attempt) ?? Promise.reject(new Error('no probe')),
      }),
      ...(provided.preview && {
        preview: (input: unknown, account: Account<unknown>) =>
          provided.preview?.(input, known(account)) ?? Promise.reject(new Error('no preview')),
      }),
      ...(provided.undo && { undo: provided.undo }),
    })),
    ...(intake && {
      intake: {
        ...intake,
        verify: (delivery, credentials) => intake.verify(delivery, parsedOnce(credentials)),
      },
    }),
    ...(upkeep && { upkeep: (account: Account<unknown>, url: string) => upkeep(known(account), url) }),
    ...(scan && { scan: (account: Account<unknown>, since: string) => scan(known(account), since) }),
    ...(oauth && {
      oauth: { ...oauth, appOf: (credentials: unknown) => oauth.appOf(sheet.credentials.parse(credentials)) },
    }),
    ...(takeSecret && {
      takeSecret: (account: Account<unknown>, secret: string, until: Date) =>
        takeSecret(known(account), secret, until),
    }),
  } as AnyConnector
}

/** Makes the catalogue; two connectors of one id are a defect. */
export function catalogue(connectors: readonly AnyConnector[]): Catalogue {
  const all = new Map(connectors.map(connector => [connector.id, connector]))
  if (all.size < connectors.length) throw new Error('Two connectors have one id.')
  return all
}
