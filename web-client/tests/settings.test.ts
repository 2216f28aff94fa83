import { describe, expect, test } from "vitest";
import type { Feed } from "../src/models/feed";
import type { Post } from "../src/models/post";
import { languageName, settingsOfPost } from "../src/models/settings";
import { bodyOf, copyOf, differs, draftOf, emptyDraft, keptDraft, patchOf, settingsOf, withOwn, withSetting, type Draft } from "../src/scenes/composer/draft";
import { countAll } from "../src/scenes/composer/rules";

const NOW = Date.parse("2026-11-23T01:00:00Z");
const feed = (id: string, settings?: string[]): Feed => ({
  id, platform: "mastodon", name: id, account: id, link: null, avatar: null, health: "ok", healthReason: null, version: 1,
  capabilities: { text: { limit: 500, counting: "graphemes", link: 23 }, images: { most: 4, types: [], bytes: 1 }, settings },
});
const M = feed("m", ["warning", "visibility", "language"]);
const B = feed("b", ["language"]);
const X = feed("x");
const draft = (change: Partial<Draft> = {}): Draft => ({ ...emptyDraft("UTC", ["m", "b", "x"], null, NOW), text: "Hello", ...change });
const post = (more: Partial<Post>) =>
  ({ id: "p", text: "Hello", media: [], altTexts: [], variants: {}, feeds: ["m", "b", "x"], due: null, zone: "UTC", labels: [], version: 1, ...more }) as unknown as Post;
const SET = { warning: "Flashing lights", visibility: "unlisted", language: "zh-Hans" };

describe("warning, visibility and language", () => {
  test("go where they exist, a feed's own before the common ones", () => {
    const of = withSetting(draft({ settings: SET }), "m", "warning", "");
    expect(settingsOf(of, M)).toEqual({ ...SET, warning: "" });
    expect(settingsOf(of, B)).toEqual({ warning: "", visibility: "public", language: "zh-Hans" });
    expect(settingsOf(of, X)).toEqual({ warning: "", visibility: "public", language: "" });
    expect(settingsOfPost(post({ ...SET, variants: { m: { language: "" } } }), M)).toEqual({ ...SET, language: "" });
  });

  test("the warning counts as text where there is one", () => {
    const counts = countAll(draft({ settings: { ...SET, warning: " Lights " } }), [M, B, X]);
    expect(counts.map((one) => one.length)).toEqual([11, 5, 5]);
  });

  test("are sent where they are set, and taken away where they were", () => {
    expect(bodyOf(draft())).toMatchObject({ warning: null, visibility: null, language: null, variants: {} });
    const body = bodyOf(withSetting(draft({ settings: SET }), "m", "visibility", "private"));
    expect(body).toMatchObject({ ...SET, variants: { m: { visibility: "private" } } });
    const stored = post({ ...SET, variants: { m: { text: "Own", visibility: "private", warning: "" }, b: { language: "en" } } });
    expect(bodyOf(draftOf(stored, "UTC", NOW))).toMatchObject({ ...SET, variants: stored.variants });
    const next = withOwn(withSetting(draftOf(stored, "UTC", NOW), "m", "warning", SET.warning), "b", {});
    expect(patchOf(next, stored).variants).toEqual({ m: { text: "Own", visibility: "private", warning: null }, b: null });
  });

  test("of a feed are its own only where they differ", () => {
    const own = withSetting(draft({ settings: SET }), "m", "warning", "Loud");
    expect(differs(own, "m")).toBe(true);
    expect(differs(withSetting(own, "m", "warning", SET.warning), "m")).toBe(false);
  });

  test("are part of a copy", () => {
    const stored = post({ ...SET, variants: { m: { warning: "Loud" } } });
    expect(copyOf(stored, "UTC", NOW)).toMatchObject({ settings: SET, own: { m: { warning: "Loud" } } });
  });

  test("a draft kept before there were any is still read", () => {
    const { settings: _, own: __, ...old } = draft();
    globalThis.localStorage = { getItem: () => JSON.stringify({ draft: old, at: 1 }) } as unknown as Storage;
    expect(keptDraft("w", "m", null)?.draft).toEqual(draft());
  });

  test("a language has its name in the reader's own", () => {
    expect(languageName("zh-Hans", "zh-CN")).toBe("简体中文");
    expect(languageName("not a tag", "en")).toBe("not a tag");
  });
});
