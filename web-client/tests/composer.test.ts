import { describe, expect, test } from "vitest";
import type { Feed } from "../src/models/feed";
import { isShownAs, notOut, shownPost, stillOurs } from "../src/models/states";
import { bodyOf, copyOf, draftOf, emptyDraft, patchOf, type Draft } from "../src/scenes/composer/draft";
import { brokenRules, brokenTime, countAll, near } from "../src/scenes/composer/rules";

const feed = (id: string, limit: number, counting: "weighted" | "graphemes" | "characters"): Feed => ({
  id, platform: counting === "weighted" ? "x" : "mastodon", name: id.toUpperCase(), account: id, link: null, avatar: null,
  health: "ok", healthReason: null, version: 1,
  capabilities: { text: { limit, counting, link: 23 }, images: { most: 1, types: ["image/png"], bytes: 1000, altText: 5 } },
});

const X = feed("x1", 280, "weighted");
const M = feed("m1", 500, "graphemes");
const NOW = Date.parse("2026-11-23T01:00:00Z");

const draft = (change: Partial<Draft>): Draft => ({ ...emptyDraft("Asia/Shanghai", ["x1", "m1"], null, NOW), text: "Hello", ...change });
const broken = (of: Draft) => brokenRules(of, [X, M], countAll(of, [X, M])).map((one) => `${one.feed ?? ""} ${one.key}`.trim());

describe("rules before sending", () => {
  test("a fitting post breaks none", () => {
    expect(broken(draft({}))).toEqual([]);
  });

  test("each feed counts in its own way", () => {
    const long = draft({ text: "江".repeat(200) });
    expect(countAll(long, [X, M]).map((one) => one.length)).toEqual([400, 200]);
    expect(broken(long)).toEqual(["x1 rule.tooLong"]);
  });

  test("Bluesky's bytes are a limit of their own", () => {
    const bluesky = { ...feed("b1", 300, "graphemes"), platform: "bluesky" };
    bluesky.capabilities.text = { limit: 300, counting: "graphemes_and_bytes", link: 0 };
    const rules = (text: string) => {
      const of = draft({ feeds: ["b1"], text });
      return brokenRules(of, [bluesky], countAll(of, [bluesky])).map((one) => one.key);
    };
    expect(rules("👩‍👩‍👧‍👦".repeat(120))).toEqual([]);
    expect(rules("👩‍👩‍👧‍👦".repeat(121))).toEqual(["rule.tooManyBytes"]);
    expect(rules("👩‍👩‍👧‍👦".repeat(301))).toEqual(["rule.tooLong"]);
  });

  test("Telegram counts UTF-16, takes less text with pictures, and no alt texts", () => {
    const telegram: Feed = { ...feed("t1", 4096, "characters"), platform: "telegram" };
    telegram.capabilities = { text: { limit: 4096, counting: "utf16", withPictures: 1024 }, images: { most: 10, types: ["image/png"], bytes: 1000, altText: 0 } };
    const picture = { id: "p", altText: "A bridge over the river", width: 1000, height: 1000 };
    const rules = (text: string, pictures = [picture]) => {
      const of = draft({ feeds: ["t1"], text, pictures });
      return brokenRules(of, [telegram], countAll(of, [telegram])).map((one) => [one.key, one.values?.over, one.values?.limit]);
    };
    expect(rules("🦭".repeat(2048), [])).toEqual([]);
    expect(rules("🦭".repeat(2048) + "a", [])).toEqual([["rule.tooLong", 1, 4096]]);
    expect(rules("🦭".repeat(512))).toEqual([]);
    expect(rules("🦭".repeat(512) + "a")).toEqual([["rule.tooLongWithPictures", 1, 1024]]);
  });

  test("a feed's own text is counted in place of the common one", () => {
    expect(broken(draft({ text: "江".repeat(200), variants: { x1: "短" } }))).toEqual([]);
  });

  test("pictures: number, shape, alt text", () => {
    const picture = { id: "p", altText: "", width: 1000, height: 1000 };
    expect(broken(draft({ pictures: [picture, picture] }))).toEqual(["x1 rule.tooMany", "m1 rule.tooMany"]);
    expect(broken(draft({ feeds: ["x1"], pictures: [{ ...picture, altText: "too long" }] }))).toEqual(["x1 rule.altTooLong"]);
  });

  test("a shape that is not taken is said, with the outermost one", () => {
    const instagram = { ...feed("i1", 2200, "characters"), platform: "instagram" };
    instagram.capabilities.images = { most: 10, types: ["image/jpeg"], bytes: 1000, minRatio: 0.8, maxRatio: 1.91 };
    const rules = (width: number | null, height: number | null) => {
      const of = draft({ feeds: ["i1"], pictures: [{ id: "p", altText: "", width, height }] });
      return brokenRules(of, [instagram], countAll(of, [instagram])).map((one) => [one.key, one.values?.ratio]);
    };
    expect(rules(800, 1000)).toEqual([]);
    expect(rules(1910, 1000)).toEqual([]);
    expect(rules(799, 1000)).toEqual([["rule.tooTall", "4:5"]]);
    expect(rules(2000, 1000)).toEqual([["rule.tooWide", "1.91:1"]]);
    expect(rules(null, null)).toEqual([]);
  });

  test("nothing to say, nobody to say it to", () => {
    expect(broken(draft({ text: " ", feeds: [] }))).toEqual(["rule.noFeed", "rule.empty"]);
  });

  test("the time must come and exist", () => {
    expect(brokenTime(draft({ date: "2026-11-23", time: "08:59" }), NOW)[0]?.key).toBe("rule.past");
    expect(brokenTime(draft({ date: "", time: "08:59" }), NOW)[0]?.key).toBe("rule.noTime");
    expect(brokenTime(draft({ when: "now", date: "" }), NOW)).toEqual([]);
    expect(brokenTime(draft({ date: "2026-11-23", time: "09:01" }), NOW)).toEqual([]);
  });

  test("amber near the limit", () => {
    expect(near({ feed: "x", length: 251, limit: 280 })).toBe(false);
    expect(near({ feed: "x", length: 252, limit: 280 })).toBe(true);
  });
});

describe("what is sent", () => {
  test("the instant with the offset of its zone; variants only where they differ and are chosen", () => {
    const body = bodyOf(draft({ date: "2026-12-01", time: "09:00", feeds: ["x1"], variants: { x1: "short", m1: "unchosen" } }));
    expect(body).toMatchObject({ due: "2026-12-01T09:00:00+08:00", zone: "Asia/Shanghai", variants: { x1: { text: "short" } } });
  });

  test("now has no time", () => {
    expect(bodyOf(draft({ when: "now" }))).not.toHaveProperty("due");
  });

  test("a feed's own text that was reset is taken away from the stored post", () => {
    const stored = { variants: { x1: { text: "old" }, m1: { text: "kept" } } } as unknown as Parameters<typeof patchOf>[1];
    expect(patchOf(draft({ variants: { m1: "kept" } }), stored).variants).toEqual({ x1: null, m1: { text: "kept" } });
  });

  test("a post loaded and sent again is the same", () => {
    const post = {
      id: "p", state: "SCHEDULED" as const, text: "T", altTexts: ["alt"], media: ["m"], variants: { x1: { text: "V" } }, feeds: ["x1"],
      due: "2026-12-01T01:00:00Z", zone: "Asia/Shanghai", notAfter: null, labels: ["Events"], author: null, createdAt: "2026-11-01T00:00:00Z", deliveries: [], version: 3,
    };
    expect(bodyOf(draftOf(post, "UTC", NOW))).toEqual({
      text: "T", feeds: ["x1"], media: ["m"], altTexts: ["alt"], variants: { x1: { text: "V" } }, labels: ["Events"], warning: null, visibility: null, language: null, due: "2026-12-01T09:00:00+08:00", zone: "Asia/Shanghai",
    });
    // A copy of what is past starts anew; of what is to come, at its time.
    expect(copyOf(post, "UTC", NOW)).toMatchObject({ date: "2026-12-01", time: "09:00", labels: ["Events"] });
    expect(copyOf(post, "UTC", Date.parse("2026-12-02T00:00:00Z"))).toMatchObject({ date: "2026-12-02", time: "09:00" });
  });
});

describe("what a post shows", () => {
  const one = (state: string, step: string | null = null) => ({ state, step }) as Parameters<typeof shownPost>[1][number];

  test("what needs a person is louder than what went well", () => {
    expect(shownPost("SCHEDULED", [one("PUBLISHED"), one("REVIEW")])).toBe("review");
    expect(shownPost("SCHEDULED", [one("PUBLISHED"), one("FAILED")])).toBe("failed");
    expect(shownPost("SCHEDULED", [one("PUBLISHED"), one("HANDED", "sending")])).toBe("sending");
    expect(shownPost("DONE", [one("PUBLISHED"), one("PUBLISHED")])).toBe("live");
    expect(shownPost("SCHEDULED", [one("HANDED", "held")])).toBe("held");
    expect(shownPost("DRAFT", [])).toBe("draft");
  });

  test("a state of a later release does not break the screen", () => {
    expect(shownPost("SCHEDULED", [one("TELEPORTED")])).toBe("scheduled");
  });

  test("a filter finds the post by what any of its deliveries is", () => {
    const partly = [one("PUBLISHED"), one("FAILED")];
    expect(isShownAs([], "DONE", partly)).toBe(true);
    expect(isShownAs(["live"], "DONE", partly)).toBe(true);
    expect(isShownAs(["failed", "draft"], "DONE", partly)).toBe(true);
    expect(isShownAs(["draft", "scheduled"], "DONE", partly)).toBe(false);
  });

  test("is published again only where it certainly is not, and once nothing moves", () => {
    const on = (feed: string, state: string) => ({ ...one(state), feed });
    const post = (deliveries: ReturnType<typeof on>[], feeds = ["a", "b", "c"]) => ({ state: "DONE" as const, feeds, deliveries });
    expect(notOut(post([on("a", "PUBLISHED"), on("b", "FAILED"), on("c", "MISSED")])).map((d) => d.feed)).toEqual(["b", "c"]);
    expect(notOut(post([on("a", "FAILED"), on("b", "REVIEW")])).map((d) => d.feed)).toEqual(["a"]);
    expect(notOut(post([on("a", "FAILED"), on("b", "HANDED")]))).toEqual([]);
    expect(notOut(post([on("a", "FAILED")], ["b"]))).toEqual([]);
  });

  test("may be changed until the first has left", () => {
    expect(stillOurs("SCHEDULED", [one("SCHEDULED")])).toBe(true);
    expect(stillOurs("SCHEDULED", [one("PUBLISHED"), one("SCHEDULED")])).toBe(false);
    expect(stillOurs("SCHEDULED", [one("CANCELLED"), one("SCHEDULED")])).toBe(true);
  });
});
