/** The quantities of one item at one location. `onHand` is their sum with what is available. */
export interface Level {
  readonly itemId: string
  readonly locationId: string
  available: number
  committed: number
  incoming: number
  reserved: number
  damaged: number
  safetyStock: number
  qualityControl: number
  updatedAt: Date
}

export interface Location {
  readonly id: string
  readonly name: string
  /** A third party's warehouse that counts its own stock. */
  readonly isFulfillmentService: boolean
}

export interface Variant {
  readonly id: string
  readonly productId: string
  readonly itemId: string
  readonly sku: string
  readonly title: string
  readonly policy: 'DENY' | 'CONTINUE'
  readonly tracked: boolean
  readonly requiresShipping: boolean
  readonly isGiftCard: boolean
  /** In cents. */
  readonly price: number
  /** A bundle: its own stock is computed from these, and orders hold these instead of it. */
  readonly components: readonly Component[]
}

export interface Component {
  readonly sku: string
  readonly quantity: number
}

/** What a test may say of a new article; the rest has the usual values. `itemId` makes it share another variant's stock. */
export interface NewVariant {
  readonly sku: string
  readonly title?: string
  readonly policy?: 'DENY' | 'CONTINUE'
  readonly tracked?: boolean
  readonly requiresShipping?: boolean
  readonly isGiftCard?: boolean
  readonly price?: number
  readonly components?: readonly Component[]
  readonly itemId?: string
  /** Available units by location name. */
  readonly stock?: Readonly<Record<string, number>>
}

/** on_hand = available + committed + reserved + damaged + safety_stock + quality_control, always. */
export const onHand = (level: Level): number =>
  level.available +
  level.committed +
  level.reserved +
  level.damaged +
  level.safetyStock +
  level.qualityControl

export const quantityNames = [
  'available',
  'committed',
  'on_hand',
  'incoming',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
] as const
export type QuantityName = (typeof quantityNames)[number]

/** One named quantity of a level. */
export function quantity(level: Level, name: QuantityName): number {
  switch (name) {
    case 'on_hand':
      return onHand(level)
    case 'safety_stock':
      return level.safetyStock
    case 'quality_control':
      return level.qualityControl
    default:
      return level[name]
  }
}

/** Articles, places and what lies where. Tells of every change of a level. */
export class Stock {
  readonly locations: Location[] = []
  readonly variants: Variant[] = []
  readonly #levels = new Map<string, Level>()
  readonly #id: (kind: string) => string
  readonly #changed: (level: Level) => void
  readonly #now: () => Date

  constructor(id: (kind: string) => string, changed: (level: Level) => void, now = () => new Date()) {
    this.#id = id
    this.#changed = changed
    this.#now = now
  }

  addLocation(name: string, isFulfillmentService = false): Location {
    const location = { id: this.#id('Location'), name, isFulfillmentService }
    this.locations.push(location)
    return location
  }

  addVariant(wanted: NewVariant): Variant {
    const variant: Variant = {
      id: this.#id('ProductVariant'),
      productId: this.#id('Product'),
      itemId: wanted.itemId ?? this.#id('InventoryItem'),
      sku: wanted.sku,
      title: wanted.title ?? wanted.sku,
      policy: wanted.policy ?? 'CONTINUE',
      tracked: wanted.tracked ?? true,
      requiresShipping: wanted.requiresShipping ?? true,
      isGiftCard: wanted.isGiftCard ?? false,
      price: wanted.price ?? 1000,
      components: wanted.components ?? [],
    }
    this.variants.push(variant)
    for (const [name, units] of Object.entries(wanted.stock ?? {}))
      this.set(variant.itemId, this.place(name).id, units)
    return variant
  }

  place(name: string): Location {
    const found = this.locations.find(location => location.name === name || location.id === name)
    if (!found) throw new Error(`no location ${name}`)
    return found
  }

  variant(sku: string): Variant {
    const found = this.variants.find(variant => variant.sku === sku || variant.id === sku)
    if (!found) throw new Error(`no variant ${sku}`)
    return found
  }

  level(itemId: string, locationId: string): Level | undefined {
    return this.#levels.get(`${itemId} ${locationId}`)
  }

  levels(of: { itemId?: string; locationId?: string } = {}): Level[] {
    return [...this.#levels.values()].filter(
      level =>
        (of.itemId ?? level.itemId) === level.itemId &&
        (of.locationId ?? level.locationId) === level.locationId,
    )
  }

  /** Puts `available` to a number of units. */
  set(itemId: string, locationId: string, available: number): void {
    this.change(itemId, locationId, level => {
      level.available = available
    })
  }

  change(itemId: string, locationId: string, change: (level: Level) => void): void {
    const key = `${itemId} ${locationId}`
    const level = this.#levels.get(key) ?? {
      itemId,
      locationId,
      available: 0,
      committed: 0,
      incoming: 0,
      reserved: 0,
      damaged: 0,
      safetyStock: 0,
      qualityControl: 0,
      updatedAt: this.#now(),
    }
    this.#levels.set(key, level)
    change(level)
    level.updatedAt = this.#now()
    this.#changed(level)
  }
}
