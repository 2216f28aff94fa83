import { describe, expect, test } from "vitest";
import { asLink, chapters, evidenceOf, isReplaced, isStopped, needOf, placeTyped, readsAlike } from "../src/models/needs";
import type { DeliveryState, DeliveryStep, LogEntry, Post } from "../src/models/post";
import type { Hold } from "../src/models/session";
import { mayBePublic, shownDelivery, shownPost, stillOurs } from "../src/models/states";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const entry = (step: string, minutes: number, more: Partial<LogEntry> = {}): LogEntry => ({ at: at(minutes), step, ...more });

describe("what waits for a person", () => {
  const need = (state: DeliveryState, step: DeliveryStep = null, due = at(-10)) => needOf({ state, step, due }, NOW);

  test("by state", () => {
    expect(need("REVIEW")).toBe("review");
    expect(need("FAILED")).toBe("failed");
    expect(need("MISSED")).toBe("missed");
    for (const state of ["PUBLISHED", "CANCELLED", "DROPPED", "SCHEDULED", "HANDED"] as const) expect(need(state)).toBeNull();
    for (const step of ["unclear", "processing", "waiting", "sending"] as const) expect(need("HANDED", step)).toBeNull();
  });

  test("what a hold stops, once its time has come, wherever it lies", () => {
    expect(need("SCHEDULED", "held")).toBe("held");
    expect(need("HANDED", "held")).toBe("held");
    expect(need("SCHEDULED", "held", at(1))).toBeNull();
  });

  test("what did not go out leaves after a week, a review never", () => {
    const old = at(-7 * 1440);
    expect(need("FAILED", null, old)).toBeNull();
    expect(need("MISSED", null, old)).toBeNull();
    expect(need("MISSED", null, at(-7 * 1440 + 1))).toBe("missed");
    expect(need("REVIEW", null, at(-90 * 1440))).toBe("review");
  });

  test("a take that a later one has replaced is not offered", () => {
    const post = { deliveries: [{ id: "second" }] } as Post;
    expect(isReplaced({ id: "first" }, post)).toBe(true);
    expect(isReplaced({ id: "second" }, post)).toBe(false);
  });

  test("whether a hold still stops it", () => {
    const hold = (scope: Hold["scope"], scopeId: string | null = null) => [{ id: "h", scope, scopeId, reason: "", by: "", at: "" }];
    expect(isStopped({ feed: "f" }, [], [])).toBe(false);
    expect(isStopped({ feed: "f" }, [], hold("workspace"))).toBe(true);
    expect(isStopped({ feed: "f" }, [], hold("everything"))).toBe(true);
    expect(isStopped({ feed: "f" }, [], hold("feed", "f"))).toBe(true);
    expect(isStopped({ feed: "f" }, [], hold("feed", "g"))).toBe(false);
    expect(isStopped({ feed: "f" }, ["city"], hold("label", "city"))).toBe(true);
    expect(isStopped({ feed: "f" }, ["city"], hold("label", "sport"))).toBe(false);
  });
});

describe("the evidence", () => {
  const one = { platformId: "1", text: "A", createdAt: at(0) };
  const two = { platformId: "2", text: "B", createdAt: at(0) };

  test("is of the last attempt alone, each post once", () => {
    const log = [
      entry("scheduled", -60), entry("armed", 0, { attempt: 1 }), entry("review", 1, { seen: [two] }), entry("decided", 2, { detail: "again" }),
      entry("armed", 3, { attempt: 2 }), entry("unclear", 3), entry("unclear", 4, { seen: [one] }), entry("review", 5, { seen: [one] }),
    ];
    expect(evidenceOf(log)).toEqual({ sentAt: at(3), lookedAt: at(5), seen: [one] });
  });

  test("of what was never sent or looked at is none", () => {
    expect(evidenceOf([entry("scheduled", 0), entry("unclear", 1)])).toEqual({ sentAt: null, lookedAt: null, seen: [] });
    expect(evidenceOf([entry("armed", 0), entry("unclear", 1, { detail: "SocketException: Connection reset" }), entry("review", 2, { detail: "Nobody can look whether it is public: HTTP 503" })])).toEqual({ sentAt: at(0), lookedAt: null, seen: [] });
  });

  test("reads like ours but for spaces, and as far as it was kept", () => {
    expect(readsAlike({ text: "Ferry  line 7\nruns" }, { platformId: "1", text: "Ferry line 7 runs " })).toBe(true);
    expect(readsAlike({ text: "Ferry line 7 runs" }, { platformId: "1", text: "Ferry line 7" })).toBe(false);
    expect(readsAlike({ text: "" }, { platformId: "1", text: "" })).toBe(false);
    const long = "word ".repeat(120);
    expect(readsAlike({ text: long }, { platformId: "1", text: long.slice(0, 250) })).toBe(true);
  });
});

test("a story is told attempt by attempt", () => {
  const log = [entry("scheduled", 0), entry("handed", 1), entry("armed", 2, { attempt: 1 }), entry("waiting", 3), entry("armed", 4, { attempt: 2 }), entry("published", 5)];
  expect(chapters(log).map(({ attempt, lines }) => [attempt, lines.map((line) => line.step)])).toEqual([
    [0, ["scheduled", "handed"]], [1, ["armed", "waiting"]], [2, ["armed", "published"]],
  ]);
  // What is done there may be told before the handing over is.
  const late = [entry("scheduled", 0), entry("armed", 1, { attempt: 1 }), { ...entry("handed", 1) }, entry("published", 2)];
  expect(chapters(late).map((one) => one.lines.map((line) => line.step))).toEqual([["scheduled", "handed"], ["armed", "published"]]);
  // A decision stands before what came of it, and is told once.
  const decided = [entry("review", 0), { ...entry("waiting", 1), detail: "A member has seen that it is not live; sent once more" }, entry("decided", 1, { detail: "again" }), entry("armed", 2, { attempt: 2 })];
  expect(chapters(decided).map((one) => one.lines.map((line) => line.step))).toEqual([["review", "decided"], ["armed"]]);
  // An older record does not number its attempts.
  expect(chapters([entry("armed", 0), entry("armed", 1)]).map((one) => one.attempt)).toEqual([1, 2]);
  expect(chapters([])).toEqual([]);
});

test("where a post is, as it is typed", () => {
  expect(placeTyped("  <https://x.com/a/status/1> ")).toBe("https://x.com/a/status/1");
  expect(placeTyped(" 1867 ")).toBe("1867");
  expect(asLink("https://x.com/a")).toBe("https://x.com/a");
  for (const none of ["1867", "javascript:alert(1)", "", null, undefined]) expect(asLink(none)).toBeNull();
});

describe("the states of doubt", () => {
  const shown = (state: DeliveryState, step: DeliveryStep = null) => shownDelivery({ state, step });

  test("each has its own word", () => {
    expect(shown("REVIEW")).toBe("review");
    expect(shown("HANDED", "unclear")).toBe("unclear");
    expect(shown("HANDED", "processing")).toBe("processing");
    expect(shown("DROPPED")).toBe("dropped");
    expect(shown("CANCELLED")).toBe("cancelled");
  });

  test("a person's turn is louder than our own looking, and that is louder than the rest", () => {
    const of = (...all: [DeliveryState, DeliveryStep][]) => shownPost("SCHEDULED", all.map(([state, step]) => ({ state, step })));
    expect(of(["PUBLISHED", null], ["HANDED", "unclear"])).toBe("unclear");
    expect(of(["REVIEW", null], ["HANDED", "unclear"])).toBe("review");
    expect(of(["DROPPED", null], ["PUBLISHED", null])).toBe("live");
    expect(of(["DROPPED", null], ["DROPPED", null])).toBe("dropped");
  });

  test("what may be public is not changed any more", () => {
    for (const step of ["unclear", "processing"] as const) {
      expect(mayBePublic({ state: "HANDED", step })).toBe(true);
      expect(stillOurs("SCHEDULED", [{ state: "HANDED", step }])).toBe(false);
    }
    expect(stillOurs("SCHEDULED", [{ state: "HANDED", step: "waiting" }])).toBe(true);
    expect(mayBePublic({ state: "REVIEW", step: null })).toBe(true);
  });
});
