import { sayIn } from './say-in.ts'

const sayClock = sayIn('nb-NO', { hour: '2-digit', minute: '2-digit' })

/** `14:05`, as the clock on a Norwegian wall says. */
export const clockTime = (instant: string): string => sayClock(new Date(instant))

/** A stretch of time in the largest unit that says something: `40 s`, `12 min`, `3 t 10 min`, `2 døgn`. */
export function stretch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 || hours >= 10 ? `${hours} t` : `${hours} t ${minutes % 60} min`
  return `${Math.floor(hours / 24)} døgn`
}

const sayMoment = sayIn('nb-NO', { dateStyle: 'medium', timeStyle: 'short' })

/** `3. nov. 2026, 14:05` */
export const moment = (instant: string): string => sayMoment(new Date(instant))

const sayDayAndTime = sayIn('nb-NO', {
  weekday: 'short',
  day: 'numeric',
  month: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** `ons. 25.11., 14:05`, for what happens this week. */
export const dayAndTime = (instant: string): string => sayDayAndTime(new Date(instant))

/** `4:07` for what runs out soon, `2:04:07` for what has hours left. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const inTwo = (part: number) => String(part).padStart(2, '0')
  return `${hours === 0 ? minutes : `${hours}:${inTwo(minutes)}`}:${inTwo(seconds % 60)}`
}

const sayDate = sayIn('sv-SE', { dateStyle: 'short' })

/** `2026-11-25`, the date that it is in Oslo. */
export const osloDate = (ms: number): string => sayDate(new Date(ms))

const sayDay = sayIn('nb-NO', { weekday: 'short', day: 'numeric', month: 'numeric' })

/** `14:05` where that is today, else `ons. 25.11.`: for where there is little room. */
export function dayOrTime(instant: string, nowMs: number): string {
  const day = sayDay(new Date(instant))
  return day === sayDay(new Date(nowMs)) ? clockTime(instant) : day
}
