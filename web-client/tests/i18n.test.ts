import { describe, expect, test } from "vitest";
import { Problem, problemOf } from "../src/api/http";
import { en, type Key } from "../src/i18n/en";
import { format } from "../src/i18n/format";
import { translator, wordFeedError, wordProblem } from "../src/i18n/problems";
import { zh } from "../src/i18n/zh";

const english = translator(en, "en");
const chinese = translator(zh, "zh-CN");

/** Names of the places in a message, e.g. `count` in `{count, plural, ...}`. */
function places(message: string): Set<string> {
  return new Set([...message.matchAll(/\{(\w+)(?=[,}])/g)].map((found) => found[1]!));
}

describe("every sentence in both languages", () => {
  test("the same keys", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  test.each(Object.keys(en) as Key[])("%s", (key) => {
    expect(zh[key].trim()).not.toBe("");
    const sample = Object.fromEntries([...places(en[key]), ...places(zh[key])].map((name) => [name, 3]));
    // Each says something, leaves no place unfilled, and Chinese asks for nothing that English is not given.
    for (const say of [english, chinese]) expect(say(key, sample)).not.toMatch(/[{}]/);
    const extra = [...places(zh[key])].filter((name) => !places(en[key]).has(name));
    expect(extra.filter((name) => name !== "total")).toEqual([]);
  });
});

describe("plurals and places", () => {
  test("English forms", () => {
    const message = "{n, plural, =0 {none} one {# post} other {# posts on {day}}}";
    expect(format(message, "en", { n: 0, day: "Monday" })).toBe("none");
    expect(format(message, "en", { n: 1, day: "Monday" })).toBe("1 post");
    expect(format(message, "en", { n: 1200, day: "Monday" })).toBe("1,200 posts on Monday");
  });

  test("a number sign outside a plural is itself", () => {
    expect(format("#{tag}", "en", { tag: "city" })).toBe("#city");
  });
});

describe("problems in the reader's language", () => {
  const problem = (type: string, status: number, detail = "server words") => new Problem(type, status, detail);

  test("by type", () => {
    expect(wordProblem(problem("due-in-past", 422), english)).toBe("That time has already passed.");
    expect(wordProblem(problem("sign-in-failed", 401), chinese)).toBe("邮箱或密码不对。");
  });

  test("an unknown type falls back to the server's detail", () => {
    expect(wordProblem(problem("brand-new-rule", 422), chinese)).toBe("server words");
  });

  test("without type or detail the status is worded", () => {
    expect(wordProblem(problem("http-503", 503, ""), english)).toMatch(/not available/);
    expect(wordProblem(problem("http-418", 418, ""), english)).toContain("418");
  });

  test("one feed's broken rule names the feed, the limit and the length", () => {
    const error = { feed: "f1", platform: "x", type: "text-too-long", limit: 280, length: 292 };
    expect(wordFeedError(error, "Jiangcheng Now", english)).toBe("Jiangcheng Now: the text has 292 characters, 280 are allowed.");
    expect(wordFeedError(error, "Jiangcheng Now", chinese)).toContain("280");
    expect(wordFeedError({ feed: "f1", platform: "x", type: "new-rule", detail: "No polls" }, "Now", english)).toBe("Now: No polls");
  });

  test("read from an answer", () => {
    const read = problemOf(422, JSON.stringify({ type: "/problems/post-invalid", title: "x", errors: [{ feed: "a", platform: "x", type: "text-empty" }] }), null, "/posts");
    expect(read.type).toBe("post-invalid");
    expect(read.errors).toHaveLength(1);
    expect(problemOf(502, "<html>", "7", "/posts")).toMatchObject({ type: "http-502", retryAfter: 7 });
    expect(problemOf(500, JSON.stringify({ type: "about:blank", title: "Oops" }), null, "/posts").type).toBe("http-500");
  });
});
