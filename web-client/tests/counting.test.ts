import { describe, expect, test } from "vitest";
// The server's own samples: both sides must agree.
import samples from "../../accounts-service/src/test/resources/platforms/bluesky/counting.json";
import { bytesFor, graphemes, lengthFor, littleText, weighted } from "../src/models/counting";

describe("X counts by weight", () => {
  test.each([
    ["", 0],
    ["Good morning, Jiangcheng", 24],
    ["江城早上好", 10],
    ["ferry 轮渡", 10],
    ["café", 4],
    ["cafe\u0301", 4], // normalised before it is counted
    ["🚢", 2],
    ["👩‍👩‍👧‍👦", 2],
    ["👍🏽", 2],
    ["🇨🇳", 2],
    ["“quoted” – and … so on", 23], // quotes and dashes weigh 1 as letters do, the ellipsis 2
  ])("%s", (text, length) => {
    expect(weighted(text)).toBe(length);
  });

  test("a link weighs 23 whatever its length", () => {
    expect(weighted("https://a.example.com")).toBe(23);
    expect(weighted(`https://example.com/${"long/".repeat(60)}`)).toBe(23);
    expect(weighted("See https://example.com/a and http://example.com/b")).toBe(4 + 23 + 5 + 23);
    expect(weighted("见 https://example.com/a")).toBe(3 + 23);
  });

  test("140 Chinese characters are exactly full", () => {
    expect(weighted("江".repeat(140))).toBe(280);
    expect(weighted("江".repeat(141))).toBe(282);
  });
});

describe("Mastodon counts what a reader sees", () => {
  const count = (text: string) => graphemes(text, 23);

  test.each([
    ["", 0],
    ["江城早上好", 5],
    ["👩‍👩‍👧‍👦", 1],
    ["🇨🇳🇫🇷", 2],
    ["cafe\u0301", 4],
    ["a\r\nb", 3],
  ])("%s", (text, length) => {
    expect(count(text)).toBe(length);
  });

  test("a link counts 23, the full stop after it is text", () => {
    expect(count("https://example.com")).toBe(23);
    expect(count(`https://example.com/${"x".repeat(300)}`)).toBe(23);
    expect(count("See https://example.com/a.")).toBe(4 + 23 + 1);
    expect(count("http://江城.com/渡口")).toBe(23);
    // No such domain, so no link: as the server of the platform sees it.
    expect(count("http://江城.example/渡口")).toBe(20);
  });

  test("another server's limit for links is honoured", () => {
    expect(graphemes("https://example.com/abc", 10)).toBe(10);
  });

  test("of a mention only the name counts, not its server", () => {
    expect(count("@desk@city.example")).toBe(5);
    expect(count("Thanks @desk@city.example, see you")).toBe("Thanks @desk, see you".length);
    expect(count("@desk")).toBe(5);
  });

  test("a mail address is not a mention", () => {
    expect(count("desk@city.example")).toBe("desk@city.example".length);
  });
});

describe("Bluesky counts what a reader sees, and bytes", () => {
  const rule = { limit: 300, counting: "graphemes_and_bytes", link: 0 } as const;
  test.each(samples)("$text", ({ text, graphemes: length, bytes }) => {
    expect(lengthFor(text, rule)).toBe(length);
    expect(bytesFor(text, rule)).toEqual({ bytes, limit: 3000 });
  });

  test("elsewhere bytes do not count", () => {
    expect(bytesFor("a", { limit: 300, counting: "graphemes" })).toBeNull();
  });
});

describe("LinkedIn counts what is sent", () => {
  test.each([
    ["Good morning, Jiangcheng", "Good morning, Jiangcheng"],
    ["Ferry (new)", "Ferry \\(new\\)"],
    ["a|b{c}d@e[f]g<h>i*j_k~l", "a\\|b\\{c\\}d\\@e\\[f\\]g\\<h\\>i\\*j\\_k\\~l"],
    ["C:\\temp", "C:\\\\temp"],
    ["#ferry and #江城", "#ferry and #江城"],
    ["(#ferry)", "\\(#ferry\\)"],
    ["今天，#轮渡 开航", "今天，#轮渡 开航"],
    ["We are #1", "We are \\#1"],
    ["C# and a#b", "C\\# and a\\#b"],
    ["#4thFerry", "#4thFerry"],
    ["https://example.com/a_b#c", "https://example.com/a\\_b\\#c"],
    ["desk@example.com", "desk\\@example.com"],
    ["With @[Jiangcheng Desk](urn:li:organization:241)", "With @[Jiangcheng Desk](urn:li:organization:241)"],
    ["With @[Desk (JC)](urn:li:person:a-B_1)", "With @[Desk \\(JC\\)](urn:li:person:a-B_1)"],
    ["@[Desk](https://example.com)", "\\@\\[Desk\\]\\(https://example.com\\)"],
    ["🚢 (x)", "🚢 \\(x\\)"],
  ])("%s", (text, sent) => {
    expect(littleText(text)).toBe(sent);
    expect(lengthFor(text, { limit: 3000, counting: "escaped" })).toBe(sent.length);
  });

  test.each([["", 0], ["江城", 2], ["🚢", 2], ["(a)", 5], ["#ferry", 6], ["#1", 3]])("%s counts %i", (text, length) => {
    expect(lengthFor(text, { limit: 3000, counting: "escaped" })).toBe(length);
  });
});

// The same samples as in the server's ThreadsPlatformTests: both sides must agree.
describe("Threads counts characters, but of emoji their bytes", () => {
  test.each([
    ["", 0],
    ["Hello", 5],
    ["北京", 2],
    ["é", 1],
    ["e\u0301", 2],
    ["😀", 4],
    ["👩‍👩‍👧", 18],
    ["👍🏽", 8],
    ["❤️", 6],
    ["1️⃣", 7],
    ["🇨🇳", 8],
    ["© 2026", 6],
    ["#1 *", 4],
    ["汉".repeat(500), 500],
    ["𠀀".repeat(501), 501],
    ["😀".repeat(125), 500],
    [`${"😀".repeat(125)}a`, 501],
  ])("%s", (text, length) => {
    expect(lengthFor(text, { limit: 500, counting: "emoji_as_bytes", link: 0 })).toBe(length);
  });
});

describe("other countings", () => {
  test("Facebook counts characters, not code units", () => {
    expect(lengthFor("🚢江", { limit: 63_206, counting: "characters" })).toBe(2);
  });

  test("code units where a platform says so", () => {
    expect(lengthFor("🚢江", { limit: 10, counting: "utf16" })).toBe(3);
  });
});
