import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { ConstDirectiveNode, GraphQLSchema, ValueNode } from 'graphql'
import { leastScopes } from '../oauth/scopes.ts'
import { topics } from '../webhooks/subscriptions.ts'
import { itemLevels, itemsAtOnce, ordersAtOnce, ordersById, ordersChanged } from './documents.ts'
import { documents } from './every.ts'

const schemas = ['2026-10', '2026-07'].map(version => {
  const file = new URL(`../../../../sandbox/shopify/schema/${version}.graphql`, import.meta.url)
  return { version, schema: buildSchema(readFileSync(file, 'utf8')) }
})

/** Order edits change a working copy until they are committed. */
const isStaging = (text: string): boolean => /^mutation (BeginEdit|StageQuantity|StageVariant)\b/.test(text)

const nameOf = (text: string): string => /^(?:query|mutation) (\w+)/.exec(text)?.[1] ?? 'nameless'

for (const { version, schema } of schemas)
  describe(`on the schema of ${version}`, () => {
    for (const { text, cost, isWrite } of documents) {
      test(`${nameOf(text)} is valid, affordable and told as what it is`, () => {
        assert.deepEqual(validate(schema, parse(text)), [])
        assert.equal(text.startsWith('mutation') && !isStaging(text), isWrite)
        const asked = costOf(schema, text)
        assert.ok(asked <= cost && cost <= Math.max(asked * 1.2, 5), `costs ${asked}, said ${cost}`)
        assert.ok(cost <= 1000)
      })
    }

    test('a field that does not exist is found', () => {
      const planted = documents.map(one => one.text.replace('myshopifyDomain', 'fulfilmentMood'))
      assert.equal(planted.filter(text => validate(schema, parse(text)).length > 0).length, 1)
    })

    test('the topics that we listen to exist', () => {
      const known = schema.getType('WebhookSubscriptionTopic')
      assert.ok(known && 'getValue' in known)
      for (const topic of Object.keys(topics)) assert.ok(known.getValue(topic), topic)
    })

    test('the scopes are enough for every document, and none is too many', () => {
      const needs = documents.flatMap(one => needsOf(schema, one.text))
      const lacking = (scopes: readonly string[]) =>
        needs.filter(words => !words.some(scope => scopes.includes(scope)))
      assert.deepEqual(lacking(leastScopes), [])
      for (const scope of leastScopes)
        assert.ok(lacking(leastScopes.filter(one => one !== scope)).length > 0, `${scope} is not needed`)
    })

    test('no field that Shopify protects is read but name and address, and where the parcel goes', () => {
      const shut = documents.flatMap(one =>
        [...fieldsOf(schema, one.text)]
          .filter(field => field.marks.some(mark => mark.name.value === 'protected'))
          .map(field => ({ document: nameOf(one.text), field: field.name })),
      )
      const parcel = shut.filter(one => one.document === 'OrderAddress').map(one => one.field)
      const others = shut.filter(one => one.document !== 'OrderAddress').map(one => one.field)
      assert.deepEqual([...new Set(others)].toSorted(), ['displayName', 'email'])
      assert.deepEqual(parcel.toSorted(), ['address1', 'address2', 'firstName', 'lastName', 'phone', 'zip'])
    })
  })

test('no list is asked for with more than 250', () => {
  for (const { text } of documents)
    for (const [, size] of text.matchAll(/(?:first|last): (\d+)/g)) assert.ok(Number(size) <= 250)
  assert.ok(itemsAtOnce <= 250)
})

interface Read {
  readonly name: string
  readonly marks: readonly ConstDirectiveNode[]
}

function* fieldsOf(schema: GraphQLSchema, text: string): Generator<Read> {
  const found: Read[] = []
  const info = new TypeInfo(schema)
  const Field = (): void => {
    const field = info.getFieldDef()
    const type = info.getType()
    const marks = [field?.astNode?.directives, type && getNamedType(type).astNode?.directives].flatMap(
      some => some ?? [],
    )
    found.push({ name: field?.name ?? '', marks })
  }
  visit(parse(text), visitWithTypeInfo(info, { Field }))
  yield* found
}

/** Each need as the scopes of which one is enough. */
function needsOf(schema: GraphQLSchema, text: string): string[][] {
  return [...fieldsOf(schema, text)].flatMap(({ marks }) =>
    marks.flatMap(({ name, arguments: given }) => {
      const value = given?.[0]?.value
      if (name.value !== 'access' || value?.kind !== 'StringValue') return []
      const named = [...value.value.matchAll(/`([a-z_]+)`/g)].map(([, scope = '']) => scope)
      // A bare name is the kind: what changes something needs its write scope.
      const kind = text.startsWith('mutation') ? 'write' : 'read'
      const scopes = named.map(scope => (/^(read|write)_/.test(scope) ? scope : `${kind}_${scope}`))
      return scopes.length > 0 ? [scopes] : []
    }),
  )
}

/** By the documented rules: an object 1, a scalar nothing, a mutation 10, a connection its size times its node. */
function costOf(schema: GraphQLSchema, text: string): number {
  const info = new TypeInfo(schema)
  const factors = [text === itemLevels.text ? itemsAtOnce : text === ordersById.text ? ordersAtOnce : 1]
  let cost = 0
  const enter = (node: { arguments?: readonly { name: { value: string }; value: ValueNode }[] }): void => {
    const factor = factors.at(-1) ?? 1
    const named = getNamedType(info.getType())?.name ?? ''
    const parent = info.getParentType()?.name ?? ''
    const size = sizeOf(node.arguments?.find(one => one.name.value === 'first')?.value, text)
    if (parent === 'Mutation') cost += 10
    else if (named.endsWith('Connection')) cost += factor * size
    else if (
      isCompositeType(getNamedType(info.getType())) &&
      named !== 'PageInfo' &&
      !parent.endsWith('Connection')
    )
      cost += factor
    factors.push(factor * (named.endsWith('Connection') ? size : 1))
  }
  visit(parse(text), visitWithTypeInfo(info, { Field: { enter, leave: () => void factors.pop() } }))
  return cost
}

function sizeOf(value: ValueNode | undefined, text: string): number {
  if (value?.kind === 'IntValue') return Number(value.value)
  return text === ordersChanged.text ? 100 : 1
}
