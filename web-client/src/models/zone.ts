/**
 * Wall time and instants. A wall time is `2026-11-23` plus `09:30` in an IANA zone; the server only takes instants
 * with an offset, so the change from one to the other happens here and nowhere else.
 */

const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function parts(zone: string, at: number): { date: string; time: string; asUtc: number } {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    formats.set(zone, format);
  }
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(at)) found[part.type] = part.value;
  const date = `${found.year!.padStart(4, "0")}-${found.month}-${found.day}`;
  const time = `${found.hour}:${found.minute}`;
  return { date, time, asUtc: Date.parse(`${date}T${time}:${found.second}Z`) };
}

/** Minutes east of UTC in force in `zone` at that instant. */
export function offsetMinutes(zone: string, at: number): number {
  return Math.round((parts(zone, at).asUtc - Math.floor(at / 1000) * 1000) / MINUTE);
}

/** Date and minute shown by a clock in `zone`. */
export function wallTime(zone: string, at: number | string): { date: string; time: string } {
  const { date, time } = parts(zone, typeof at === "string" ? Date.parse(at) : at);
  return { date, time };
}

/**
 * The instant of a wall time, in milliseconds; null when it is no date or time at all. One that a clock change skips
 * moves to the first minute after the gap, one that occurs twice takes the first.
 */
export function instantOf(zone: string, date: string, time: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return null;
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offsets a day before and after bracket any single change of the clock.
  const offsets = [offsetMinutes(zone, asUtc - 1440 * MINUTE), offsetMinutes(zone, asUtc + 1440 * MINUTE)];
  const fitting = offsets
    .map((offset) => asUtc - offset * MINUTE)
    .filter((at) => parts(zone, at).asUtc === asUtc)
    .sort((a, b) => a - b);
  if (fitting[0] !== undefined) return fitting[0];
  return firstAfterGap(zone, asUtc - Math.max(...offsets) * MINUTE, asUtc - Math.min(...offsets) * MINUTE);
}

/** The clock jumps between the two instants; the jump itself is the first valid minute. */
function firstAfterGap(zone: string, before: number, after: number): number {
  const target = offsetMinutes(zone, after);
  let low = before;
  let high = after;
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offsetMinutes(zone, middle) === target) high = middle;
    else low = middle;
  }
  return high;
}

/** `2026-11-23T09:30:00+08:00`, as the API wants it. */
export function offsetDateTime(zone: string, at: number): string {
  const { date, time, asUtc } = parts(zone, at);
  const seconds = new Date(asUtc).toISOString().slice(17, 19);
  return `${date}T${time}:${seconds}${offsetText(offsetMinutes(zone, at))}`;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `UTC+8`, `UTC+5:30`, `UTC`. */
export function offsetName(zone: string, at: number): string {
  const minutes = offsetMinutes(zone, at);
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

/** The day `days` after `date`, both `yyyy-mm-dd`. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 1440 * MINUTE).toISOString().slice(0, 10);
}

/** 1 = Monday ... 7 = Sunday. */
export function weekday(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}
