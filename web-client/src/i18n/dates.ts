/** Dates and numbers by Intl, in one language and one zone. Instants are ISO text or milliseconds. */
export type Dates = {
  zone: string;
  /** 09:30 */
  time: (at: string | number) => string;
  /** 09:30:07 */
  clock: (at: string | number) => string;
  /** Mon 23 Nov */
  day: (at: string | number) => string;
  /** 23 November 2026 */
  fullDay: (at: string | number, other?: string) => string;
  /** Mon 23 Nov, 09:30; with the year when it is another one */
  moment: (at: string | number, zone?: string) => string;
  /** Mon 23 Nov 2026, 09:30:07 */
  exact: (at: string | number) => string;
  /** in 2 hours, 3 minutes ago */
  relative: (at: string | number, now?: number) => string;
  number: (value: number) => string;
  /** 1.2M */
  short: (value: number) => string;
  /** 8 % from 0.08 */
  share: (value: number) => string;
  /** 120 ms, 1.4 s */
  lag: (millis: number) => string;
  bytes: (value: number) => string;
  /** A, B and C */
  list: (values: string[]) => string;
};

export function dates(language: string, zone: string): Dates {
  const cache = new Map<string, Intl.DateTimeFormat>();
  const show = (at: string | number, options: Intl.DateTimeFormatOptions, other = zone) => {
    const key = other + JSON.stringify(options);
    let found = cache.get(key);
    if (!found) {
      const locale = language === "en" ? "en-GB" : language;
      found = new Intl.DateTimeFormat(locale, { timeZone: other, hourCycle: "h23", ...options });
      cache.set(key, found);
    }
    return found.format(typeof at === "string" ? Date.parse(at) : at);
  };
  const millis = (at: string | number) => (typeof at === "string" ? Date.parse(at) : at);
  const relativeFormat = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const numberFormat = new Intl.NumberFormat(language);
  const shortFormat = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const shareFormat = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const unit = (value: number, name: string, digits: number) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(value);

  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const day = { weekday: "short", day: "numeric", month: "short" } as const;
  const year = (at: string | number) =>
    new Date(millis(at)).getUTCFullYear() === new Date().getUTCFullYear() ? {} : ({ year: "numeric" } as const);

  return {
    zone,
    time: (at) => show(at, time),
    clock: (at) => show(at, { ...time, second: "2-digit" }),
    day: (at) => show(at, { ...day, ...year(at) }),
    fullDay: (at, other) => show(at, { day: "numeric", month: "long", year: "numeric" }, other),
    moment: (at, other) => show(at, { ...day, ...time, ...year(at) }, other),
    exact: (at) => show(at, { ...day, ...time, year: "numeric", second: "2-digit" }),
    relative: (at, now = Date.now()) => {
      const seconds = Math.round((millis(at) - now) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return relativeFormat.format(seconds, "second");
      if (size < 3600) return relativeFormat.format(Math.round(seconds / 60), "minute");
      if (size < 86_400) return relativeFormat.format(Math.round(seconds / 3600), "hour");
      return relativeFormat.format(Math.round(seconds / 86_400), "day");
    },
    number: (value) => numberFormat.format(value),
    short: (value) => shortFormat.format(value),
    share: (value) => shareFormat.format(value),
    lag: (value) => (value < 1000 ? unit(value, "millisecond", 0) : unit(value / 1000, "second", 1)),
    list: (values) => new Intl.ListFormat(language, { type: "conjunction" }).format(values),
    bytes: (value) => (value < 1_048_576 ? unit(Math.round(value / 1024), "kilobyte", 0) : unit(value / 1_048_576, "megabyte", 1)),
  };
}
