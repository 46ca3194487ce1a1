/**
 * Europe/Oslo by the rule of Directive 2000/84/EC: summer time (UTC+2) from 01:00 UTC on the last
 * Sunday of March to 01:00 UTC on the last Sunday of October, else UTC+1. Own arithmetic because
 * the Lua twin (window.lua) must give the same instant and has no time-zone database; a test holds
 * it to Intl. Valid from 1996 on.
 */
import { DAY_MS, HOUR_MS } from '../../config/duration.ts';

/** 01:00 UTC on the last Sunday of a 31-day month (0-based), Unix milliseconds. */
function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month, 31);
  const weekday = new Date(last).getUTCDay();
  return last - weekday * DAY_MS + HOUR_MS;
}

/** Offset of Oslo from UTC at an instant, milliseconds. */
export function osloOffsetMs(instantMs: number): number {
  const year = new Date(instantMs).getUTCFullYear();
  return instantMs >= lastSunday(year, 2) && instantMs < lastSunday(year, 9) ? 2 * HOUR_MS : HOUR_MS;
}

/**
 * The instant of midnight in Oslo of the date `daysBack` before the one at `instantMs`. Clocks do
 * not change at midnight.
 */
export function osloMidnightMs(instantMs: number, daysBack: number): number {
  const localDay = Math.floor((instantMs + osloOffsetMs(instantMs)) / DAY_MS) - daysBack;
  const guess = localDay * DAY_MS - HOUR_MS;
  return localDay * DAY_MS - osloOffsetMs(guess);
}

/**
 * First instant at which a card printed YYMM is no longer valid: the start, in Oslo, of the month
 * after. NaN for no such month.
 */
export function expiresAtMs(expiryYymm: string): number {
  const known = EXPIRIES.get(expiryYymm);
  if (known !== undefined) return known;
  const expiresMs = monthEndMs(expiryYymm);
  if (!Number.isNaN(expiresMs)) EXPIRIES.set(expiryYymm, expiresMs);
  return expiresMs;
}

/** The months asked for so far, at most 1,200: a million cards share a few. */
const EXPIRIES = new Map<string, number>();

function monthEndMs(expiryYymm: string): number {
  const year = 2000 + Number(expiryYymm.slice(0, 2));
  const month = Number(expiryYymm.slice(2, 4));
  if (!/^\d{4}$/.test(expiryYymm) || month < 1 || month > 12) return Number.NaN;
  const utc = Date.UTC(year, month, 1);
  return utc - osloOffsetMs(utc - HOUR_MS);
}
