import { instantOf, plusDays, weekday } from "../../models/zone";

export type View = "month" | "week" | "day" | "list";

export const VIEWS: View[] = ["month", "week", "day", "list"];

/** The days a view shows: first day, and the day after the last. Weeks begin on Monday; a list is two weeks. */
export function shownDays(view: View, date: string): { from: string; to: string } {
  const monday = plusDays(date, 1 - weekday(date));
  switch (view) {
    case "day": return { from: date, to: plusDays(date, 1) };
    case "week": return { from: monday, to: plusDays(monday, 7) };
    case "list": return { from: date, to: plusDays(date, 14) };
    case "month": {
      const first = `${date.slice(0, 7)}-01`;
      const from = plusDays(first, 1 - weekday(first));
      return { from, to: plusDays(from, 42) };
    }
  }
}

/** The date to show after one step earlier (-1) or later (1). */
export function step(view: View, date: string, by: 1 | -1): string {
  if (view === "day") return plusDays(date, by);
  if (view === "week") return plusDays(date, 7 * by);
  if (view === "list") return plusDays(date, 14 * by);
  const first = `${date.slice(0, 7)}-01`;
  return by === 1 ? `${plusDays(first, 32).slice(0, 7)}-01` : `${plusDays(first, -1).slice(0, 7)}-01`;
}

/** Midnight at the start of a day in a zone, in milliseconds. */
export function startOf(zone: string, date: string): number {
  return instantOf(zone, date, "00:00") ?? Date.parse(`${date}T00:00:00Z`);
}
