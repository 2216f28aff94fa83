import { instantOf, offsetDateTime, plusDays } from "../../models/zone";

export const PERIODS = [7, 28, 90] as const;

/** Whole days in a zone, `from` and `to` both included. */
export type Period = { from: string; to: string; days: number; preset: number | null };

const DATE = /^\d{4}-\d\d-\d\d$/;

/** `?period=28`, or `?from=2026-11-01&to=2026-11-23`; anything unreadable is the last 28 days. */
export function periodOf(search: URLSearchParams, today: string): Period {
  const from = search.get("from") ?? "";
  const to = search.get("to") ?? "";
  if (DATE.test(from) && DATE.test(to) && from <= to) {
    return { from, to, days: daysBetween(from, to) + 1, preset: null };
  }
  const asked = Number(search.get("period"));
  const days = PERIODS.find((one) => one === asked) ?? 28;
  return { from: plusDays(today, 1 - days), to: today, days, preset: days };
}

/** The two instants that bound the days: the first is in, the second is not. */
export function boundsOf(period: Period, zone: string): { from: string; to: string } {
  const start = (date: string) => offsetDateTime(zone, instantOf(zone, date, "00:00") ?? Date.parse(date));
  return { from: start(period.from), to: start(plusDays(period.to, 1)) };
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
