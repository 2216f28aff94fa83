import { describe, expect, test } from "vitest";
import { instantOf, offsetDateTime, offsetName, plusDays, wallTime, weekday } from "../src/models/zone";
import { shownDays, step } from "../src/scenes/calendar/range";
import { boundsOf, periodOf } from "../src/scenes/reports/period";

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe("wall time to instant", () => {
  test("a zone without clock changes", () => {
    expect(iso(instantOf("Asia/Shanghai", "2026-11-23", "09:30"))).toBe("2026-11-23T01:30:00.000Z");
  });

  test("either side of a change", () => {
    expect(iso(instantOf("Europe/Berlin", "2026-03-28", "12:00"))).toBe("2026-03-28T11:00:00.000Z");
    expect(iso(instantOf("Europe/Berlin", "2026-03-30", "12:00"))).toBe("2026-03-30T10:00:00.000Z");
  });

  test("a time that the clock skips moves to the first minute after", () => {
    expect(iso(instantOf("Europe/Berlin", "2026-03-29", "02:30"))).toBe("2026-03-29T01:00:00.000Z");
    expect(iso(instantOf("America/New_York", "2026-03-08", "02:05"))).toBe("2026-03-08T07:00:00.000Z");
  });

  test("a time that comes twice is the first", () => {
    expect(iso(instantOf("Europe/Berlin", "2026-10-25", "02:30"))).toBe("2026-10-25T00:30:00.000Z");
    expect(iso(instantOf("America/New_York", "2026-11-01", "01:30"))).toBe("2026-11-01T05:30:00.000Z");
  });

  test("odd offsets", () => {
    expect(iso(instantOf("Asia/Kathmandu", "2026-01-01", "00:00"))).toBe("2025-12-31T18:15:00.000Z");
    expect(iso(instantOf("Pacific/Chatham", "2026-07-01", "12:00"))).toBe("2026-06-30T23:15:00.000Z");
    expect(iso(instantOf("Pacific/Kiritimati", "2026-07-01", "00:00"))).toBe("2026-06-30T10:00:00.000Z");
  });

  test("what is no date or time is nothing", () => {
    expect(instantOf("UTC", "", "09:00")).toBeNull();
    expect(instantOf("UTC", "2026-01-01", "")).toBeNull();
    expect(instantOf("UTC", "2026-13-40", "09:00")).toBeNull();
  });

  test("there and back", () => {
    const at = Date.parse("2026-06-15T22:45:00Z");
    const wall = wallTime("America/St_Johns", at);
    expect(instantOf("America/St_Johns", wall.date, wall.time)).toBe(at);
  });
});

describe("offset date-times", () => {
  test("as the API wants them", () => {
    const at = Date.parse("2026-11-23T01:30:05Z");
    expect(offsetDateTime("Asia/Shanghai", at)).toBe("2026-11-23T09:30:05+08:00");
    expect(offsetDateTime("UTC", at)).toBe("2026-11-23T01:30:05+00:00");
    expect(offsetDateTime("America/St_Johns", at)).toBe("2026-11-22T22:00:05-03:30");
  });

  test("names of offsets", () => {
    const winter = Date.parse("2026-01-01T00:00:00Z");
    expect(offsetName("Asia/Shanghai", winter)).toBe("UTC+8");
    expect(offsetName("Asia/Kolkata", winter)).toBe("UTC+5:30");
    expect(offsetName("America/New_York", winter)).toBe("UTC−5");
    expect(offsetName("UTC", winter)).toBe("UTC");
  });
});

describe("calendar ranges", () => {
  test("weeks begin on Monday", () => {
    expect(weekday("2026-11-23")).toBe(1);
    expect(shownDays("week", "2026-11-29")).toEqual({ from: "2026-11-23", to: "2026-11-30" });
  });

  test("a month is six whole weeks", () => {
    expect(shownDays("month", "2026-11-15")).toEqual({ from: "2026-10-26", to: "2026-12-07" });
  });

  test("steps over months of different length", () => {
    expect(step("month", "2026-01-31", 1)).toBe("2026-02-01");
    expect(step("month", "2026-03-31", -1)).toBe("2026-02-01");
    expect(plusDays("2026-02-28", 1)).toBe("2026-03-01");
  });
});

describe("report periods", () => {
  test("the last 28 days unless asked otherwise", () => {
    expect(periodOf(new URLSearchParams(), "2026-11-23")).toMatchObject({ from: "2026-10-27", to: "2026-11-23", days: 28 });
    expect(periodOf(new URLSearchParams("period=7"), "2026-11-23")).toMatchObject({ from: "2026-11-17", days: 7, preset: 7 });
    expect(periodOf(new URLSearchParams("from=x&to=2026-01-01"), "2026-11-23").days).toBe(28);
    expect(periodOf(new URLSearchParams("from=2026-11-01&to=2026-11-02"), "2026-11-23")).toMatchObject({ days: 2, preset: null });
  });

  test("bounded by midnights of the zone", () => {
    const period = periodOf(new URLSearchParams("from=2026-11-01&to=2026-11-02"), "2026-11-23");
    expect(boundsOf(period, "Asia/Shanghai")).toEqual({ from: "2026-11-01T00:00:00+08:00", to: "2026-11-03T00:00:00+08:00" });
  });
});
