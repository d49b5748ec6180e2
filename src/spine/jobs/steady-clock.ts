import { systemClock, type Clock } from 'pg-boss'

/**
 * The queue's clock: how long this process has run, since the moment that the system told at its start. Setting the system's clock
 * does not move it, and how far it is from the database's is measured at the start: so a schedule is due when the database says so.
 */
export const steadyClock: Clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() }
