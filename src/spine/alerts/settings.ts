import { z } from 'zod'

const Channel = z.string().trim().min(1).max(80).nullable()
const Seconds = z.int().min(0).max(86_400)
const Hours = z.int().min(1).max(720).nullable()

/** Whom to tell of what is wrong, and from when on; each account's own choice. */
export const AlertSettings = z.object({
  channel: Channel.default(null).describe('A channel of the connected chat; null tells nobody.'),
  queueAgeSeconds: Seconds.default(300).describe('For how long something may have been due.'),
  quietHours: Hours.default(24).describe('For how long a shop may tell nothing; null never minds.'),
  poorSeconds: Seconds.default(120).describe('For how long a connection may fare badly, untold.'),
  clearSeconds: Seconds.default(300).describe('For how long it must be well until it counts as over.'),
})

/** Some of them, without their defaults: what is not named stays. */
export const AlertSettingsChange = z.object({
  channel: Channel.optional(),
  queueAgeSeconds: Seconds.optional(),
  quietHours: Hours.optional(),
  poorSeconds: Seconds.optional(),
  clearSeconds: Seconds.optional(),
})

export type AlertSettings = z.output<typeof AlertSettings>
