import { describe, expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { translator, type Translate } from "../src/i18n/problems";
import { zh } from "../src/i18n/zh";
import { reachesOf, sparkPath, ticksTo, type Metrics, type Overview } from "../src/models/report";
import { csvOf } from "../src/scenes/reports/csv";
import { sentence } from "../src/scenes/reports/sentence";

const english = translator(en, "en");
const chinese = translator(zh, "zh-CN");
const share = (value: number) => `${Math.round(value * 100)}%`;

/** A report of as many feeds as numbers are given; null is a feed whose platform reports no views. */
function report(views: (number | null)[], viewsBefore: number | null = null): Overview {
  const at = "2026-11-23T09:00:00Z";
  const of = (value: number | null): Metrics => (value === null ? {} : { views: { value, at } });
  const known = views.filter((value) => value !== null);
  return {
    from: "2026-11-01T00:00:00Z",
    to: "2026-11-23T00:00:00Z",
    asOf: at,
    posts: 12,
    metrics: of(known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)),
    feeds: views.map((value, n) => ({ id: `f${n}`, platform: "x", posts: 2, metrics: of(value), before: {} })),
    series: [],
    before: { from: "2026-10-10T00:00:00Z", to: "2026-11-01T00:00:00Z", posts: 9, metrics: of(viewsBefore) },
  };
}

const say = (now: Overview, t: Translate) => sentence(now, "views", 28, t, String, share);

describe("the report in one sentence", () => {
  test("speaks of all feeds when all of them report the number", () => {
    expect(say(report([600, 600]), english)).toBe("12 deliveries on 2 feeds brought 1200 views.");
    expect(say(report([600, 600], 1000), english)).toBe("12 deliveries on 2 feeds brought 1200 views, 20% more than the 28 days before.");
    expect(say(report([600, 600]), chinese)).toBe("2 个账号共发布 12 条，获得 1200 次观看。");
  });

  test("says how many feeds a number is of when others do not report it", () => {
    expect(say(report([600, null, 600]), english)).toBe("12 deliveries brought 1200 views on the 2 of 3 feeds that report views.");
    expect(say(report([null, 900, null], 1000), english)).toBe("12 deliveries brought 900 views on the 1 of 3 feeds that reports views, 10% less than the 28 days before.");
    expect(say(report([600, null, 600], 1200), chinese)).toBe("3 个账号共发布 12 条，其中 2 个账号提供观看数据，获得 1200 次观看，与前 28 天持平。");
  });

  test("does not count feeds that published nothing", () => {
    const now = report([600, null]);
    now.feeds[1]!.posts = 0;
    expect(say(now, english)).toBe("12 deliveries on 1 feed brought 600 views.");
  });

  test("without numbers says so", () => {
    expect(say(report([null, null]), english)).toBe("12 deliveries went out on 2 feeds; the platforms have not reported numbers yet.");
  });
});

test("the file has the filters and the order of the screen", () => {
  const question = { from: "2026-11-01T00:00:00+08:00", to: "2026-11-23T00:00:00+08:00", feeds: ["a", "b"], zone: "Asia/Shanghai" };
  const file = new URL(csvOf(question, "likes"), "http://localhost:8080");
  expect(file.pathname).toBe("/api/v1/reports/posts.csv");
  expect(Object.fromEntries(file.searchParams)).toEqual({ from: question.from, to: question.to, feeds: "a,b", zone: "Asia/Shanghai", sort: "likes" });
});

describe("what is missing", () => {
  test("is a gap in the line, never 0; a lone day is a dot", () => {
    expect(sparkPath([2, undefined, 4, 4], 30, 20)).toBe("M0.0 10.0h0.01M20.0 0.0L30.0 0.0");
    expect(sparkPath([0, 0], 30, 20)).toBe("M0.0 20.0L30.0 20.0");
    expect(sparkPath([undefined, undefined], 30, 20)).toBe("");
  });

  test("views, impressions and reach stay apart, and their absence shows", () => {
    const at = "2026-11-23T09:00:00Z";
    expect(reachesOf({ reach: { value: 1, at }, views: { value: 2, at } })).toEqual(["views", "reach"]);
    expect(reachesOf({ likes: { value: 1, at } })).toEqual(["views"]);
  });
});

test.each([[0, [0, 1]], [1, [0, 1]], [4, [0, 1, 2, 3, 4]], [7, [0, 2, 4, 6, 8]], [48, [0, 10, 20, 30, 40, 50]], [3919, [0, 1000, 2000, 3000, 4000]], [121930, [0, 50000, 100000, 150000]]])(
  "the axis up to %d", (most, ticks) => expect(ticksTo(most)).toEqual(ticks),
);
