import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

/** What the connector and the simulated shop use, and will use next. Everything that these reach is kept. */
const queries =
  `currentAppInstallation customer draftOrder draftOrders fulfillmentOrder fulfillmentOrders inventoryItem inventoryItems
  inventoryLevel job location locations node nodes order orders productVariant productVariants shop webhookSubscription
  webhookSubscriptions`.split(/\s+/)
const mutations =
  `draftOrderCreate draftOrderDelete fulfillmentOrderHold fulfillmentOrderMove fulfillmentOrderReleaseHold inventoryActivate
  inventoryAdjustQuantities inventorySetQuantities orderCancel orderCreate orderEditAddVariant orderEditBegin orderEditCommit
  orderEditSetQuantity orderUpdate refundCreate tagsAdd tagsRemove webhookSubscriptionCreate webhookSubscriptionDelete
  webhookSubscriptionUpdate`.split(/\s+/)
// Reached from an order, and of no use to us: cut, with all that only they reach.
const cut =
  /^(Market|Catalog|PriceList|Publication|Company|Subscription(?!.*Webhook)|Discount|Delivery(?!Method)|Metaobject|Metafield|Online|Theme|Article|Blog|Page(?!Info)|Comment|File|PointOfSale|MediaImage|Media|Video|Model3d|ExternalVideo|Translation|Selling(?!PlanAllocation)|App(?!$|Installation$|Connection$|Edge$)|Return|Reverse|Exchange|Shopify|Payment(?!Terms|Details)|B2b|Cash|StaffMember|Customer(?!$)|Segment|Collection|Product(?!$|Variant$|VariantConnection$|VariantEdge$|VariantInventoryPolicy$|VariantComponent$|Status$)|Url|Taxonomy|Consent|Domain|Privacy|Locales|Country(?!Code$)|Tender|Fulfillment(?!$|Order|Connection|Edge|Hold|Status|Display|Tracking|Service|EventConnection|EventEdge|Event$|EventStatus|LineItem|Origin)|Order(Risk|Adjustment|Dispute|Agreement|Staff|Payment|Transaction(?!$|Kind$|Status$|Connection$|Edge$)|App|CancelRefund)|SalesAgreement|Sale|Refund(?!$|LineItem|Input|Connection|Edge|Create|Duty|ShippingInput))/

const Ref: z.ZodType<TypeRef> = z.lazy(() =>
  z.object({ kind: z.string(), name: z.string().nullish(), ofType: Ref.nullish() }),
)
interface TypeRef {
  kind: string
  name?: string | null | undefined
  ofType?: TypeRef | null | undefined
}
const Value = z.object({ name: z.string(), type: Ref, defaultValue: z.string().nullish() })
const Access = z.object({ requiredAccess: z.string().nullish(), isProtected: z.boolean().nullish() })
const Field = Access.extend({
  name: z.string(),
  args: z.array(Value),
  type: Ref,
  isDeprecated: z.boolean().nullish(),
  deprecationReason: z.string().nullish(),
})
const Type = Access.extend({
  kind: z.string(),
  name: z.string(),
  fields: z.array(Field).nullish(),
  inputFields: z.array(Value).nullish(),
  interfaces: z.array(Ref).nullish(),
  enumValues: z
    .array(
      z.object({
        name: z.string(),
        isDeprecated: z.boolean().nullish(),
        deprecationReason: z.string().nullish(),
      }),
    )
    .nullish(),
  possibleTypes: z.array(Ref).nullish(),
})
type Type = z.infer<typeof Type>
const Introspection = z.object({ __schema: z.object({ types: z.array(Type) }) })

const nameOf = (ref: TypeRef): string => (ref.ofType ? nameOf(ref.ofType) : (ref.name ?? ''))
const written = (ref: TypeRef): string =>
  ref.kind === 'NON_NULL' && ref.ofType
    ? `${written(ref.ofType)}!`
    : ref.kind === 'LIST' && ref.ofType
      ? `[${written(ref.ofType)}]`
      : (ref.name ?? '')

function prune(all: ReadonlyMap<string, Type>): Map<string, Type> {
  const kept = new Map<string, Type>()
  const visit = (name: string): void => {
    const type = all.get(name)
    if (!type || kept.has(name) || isCut(name)) return
    const roots = name === 'QueryRoot' ? queries : name === 'Mutation' ? mutations : undefined
    const fields = type.fields?.filter(field =>
      roots ? roots.includes(field.name) : !isCut(nameOf(field.type)),
    )
    const pruned = { ...type, fields }
    kept.set(name, pruned)
    for (const field of fields ?? []) {
      visit(nameOf(field.type))
      for (const arg of field.args) visit(nameOf(arg.type))
    }
    for (const field of type.inputFields ?? []) visit(nameOf(field.type))
    for (const face of type.interfaces ?? []) visit(nameOf(face))
    if (type.kind === 'UNION') for (const member of type.possibleTypes ?? []) visit(nameOf(member))
  }
  visit('QueryRoot')
  visit('Mutation')
  return kept
}

const isCut = (name: string): boolean => cut.test(name) && !/Input$|Enum$|SortKeys$/.test(name)

function print(kept: ReadonlyMap<string, Type>): string {
  const marks = (
    of: z.infer<typeof Access> & {
      isDeprecated?: boolean | null | undefined
      deprecationReason?: string | null | undefined
    },
  ) =>
    [
      of.isDeprecated
        ? ` @deprecated(reason: ${JSON.stringify((of.deprecationReason ?? '').slice(0, 60))})`
        : '',
      of.requiredAccess ? ` @access(needs: ${JSON.stringify(of.requiredAccess)})` : '',
      of.isProtected ? ' @protected' : '',
    ].join('')
  const value = (arg: z.infer<typeof Value>) =>
    `${arg.name}: ${written(arg.type)}${arg.defaultValue ? ` = ${arg.defaultValue}` : ''}`
  const known = <T extends { type: TypeRef }>(list: readonly T[]) =>
    list.filter(one => kept.has(nameOf(one.type)))
  const faces = (type: Type) => {
    const names = (type.interfaces ?? []).map(nameOf).filter(name => kept.has(name))
    return names.length > 0 ? ` implements ${names.join(' & ')}` : ''
  }
  const blocks = [...kept.values()]
    .filter(
      type => !type.name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(type => {
      if (type.kind === 'SCALAR') return `scalar ${type.name}`
      if (type.kind === 'ENUM')
        return `enum ${type.name} {\n${(type.enumValues ?? []).map(one => `  ${one.name}`).join('\n')}\n}`
      if (type.kind === 'INPUT_OBJECT')
        return `input ${type.name} {\n${known(type.inputFields ?? [])
          .map(field => `  ${value(field)}`)
          .join('\n')}\n}`
      if (type.kind === 'UNION')
        return `union ${type.name} = ${(type.possibleTypes ?? [])
          .map(nameOf)
          .filter(name => kept.has(name))
          .join(' | ')}`
      const fields = known(type.fields ?? []).map(field => {
        const args = known(field.args)
        return `  ${field.name}${args.length > 0 ? `(${args.map(value).join(', ')})` : ''}: ${written(field.type)}${marks(field)}`
      })
      return `${type.kind === 'INTERFACE' ? 'interface' : 'type'} ${type.name}${faces(type)}${marks(type)} {\n${fields.join('\n')}\n}`
    })
  return [
    '# Made by bin/schema from the introspection in @shopify/dev-mcp 1.16.0 (ISC, see licence.md). Not written by hand.',
    'directive @access(needs: String!) on FIELD_DEFINITION | OBJECT | INTERFACE',
    'directive @protected on FIELD_DEFINITION | OBJECT | INTERFACE',
    'directive @idempotent(key: String!) on FIELD',
    'schema {\n  query: QueryRoot\n  mutation: Mutation\n}',
    ...blocks,
    '',
  ].join('\n')
}

// A type may lose its last field by the pruning; then whoever names it loses that field too, until nothing changes.
function withoutHollow(kept: Map<string, Type>): Map<string, Type> {
  for (;;) {
    const hollow = [...kept.values()].filter(
      type =>
        (['OBJECT', 'INTERFACE'].includes(type.kind) &&
          (type.fields ?? []).filter(field => kept.has(nameOf(field.type))).length === 0) ||
        (type.kind === 'INPUT_OBJECT' &&
          (type.inputFields ?? []).filter(field => kept.has(nameOf(field.type))).length === 0) ||
        (type.kind === 'UNION' &&
          (type.possibleTypes ?? []).filter(member => kept.has(nameOf(member))).length === 0),
    )
    if (hollow.length === 0) return kept
    for (const type of hollow) kept.delete(type.name)
  }
}

const [from = '', ...versions] = process.argv.slice(2)
for (const version of versions) {
  const raw: unknown = JSON.parse(
    gunzipSync(readFileSync(`${from}/dist/data/admin_${version}.json.gz`)).toString('utf8'),
  )
  const parsed = Introspection.parse(
    typeof raw === 'object' && raw !== null && 'data' in raw ? raw.data : raw,
  )
  const types = new Map(parsed.__schema.types.map(type => [type.name, type]))
  const text = print(withoutHollow(prune(types)))
  writeFileSync(`sandbox/shopify/schema/${version}.graphql`, text)
  process.stdout.write(`${version}: ${text.length} characters\n`)
}
