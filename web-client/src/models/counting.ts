import twitter from "twitter-text";
import type { Capabilities } from "./feed";

/** How long a platform takes a text to be, in its own unit. */
export function lengthFor(text: string, rule: Capabilities["text"]): number {
  switch (rule.counting) {
    case "weighted": return weighted(text);
    case "graphemes": return graphemes(text, rule.link ?? 23);
    case "graphemes_and_bytes": return segments(text);
    case "escaped": return littleText(text).length;
    case "emoji_as_bytes": return emojiAsBytes(text);
    case "utf16": return text.length;
    default: return Array.from(text).length;
  }
}

/** X: twitter-text v3, the platform's own library: CJK and emoji weigh 2, every link 23. */
export function weighted(text: string): number {
  return twitter.parseTweet(text).weightedLength;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const STAND_IN = "x";

/** A character of a word, in any script. */
const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;
/** `@user@domain`, not in the middle of a word or an address. */
const MENTION = new RegExp(String.raw`(?<![=/${WORD}])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[${WORD}.-]+[${WORD}](?::\p{Nd}+)?`, "giu");

const IN_PATH = String.raw`[^\p{White_Space}<>()?]`;
const ENDS_PATH = String.raw`[^\p{White_Space}()?!*"'「」<>;:=,.$%\[\]~&\|@]`;
const IN_BRACKETS = String.raw`\((?:${IN_PATH}+|${IN_PATH}*\(${IN_PATH}+\)${IN_PATH}*)\)`;
const LETTERS = String.raw`\u{A0}-\u{D7FF}\u{E000}-\u{FFEF}\u{10000}-\u{10FFFD}`;
/** What belongs to a link after its host, by Mastodon's rules: a path takes letters of any script, and most marks. */
const AFTER_HOST = new RegExp(
  String.raw`(?::[0-9]+)?(?:/(?:(?:(?:${IN_PATH}|${IN_BRACKETS})*(?:${ENDS_PATH}|${IN_BRACKETS}))|(?:${IN_PATH}+/))?)?` +
    String.raw`(?:\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~\|@^${LETTERS}]*[a-z0-9_&=#/\-${LETTERS}])?`,
  "iuy",
);
const HOST = /https?:\/\/[^/?#:\s]+/iuy;

/** Mastodon: what a reader sees as one character counts 1, a link `link`, of `@user@domain` only `@user`. */
export function graphemes(text: string, link: number): number {
  let counted = "";
  let from = 0;
  for (const { indices: [start, end] } of twitter.extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: false })) {
    if (start < from) continue;
    counted += text.slice(from, start) + STAND_IN.repeat(link);
    from = endOfLink(text, start, end);
  }
  counted += text.slice(from);
  return segments(counted.replace(MENTION, "@$1"));
}

/** Where a link that X's rules found ends by Mastodon's. */
function endOfLink(text: string, start: number, end: number): number {
  HOST.lastIndex = start;
  if (!HOST.test(text.slice(0, end))) return end;
  AFTER_HOST.lastIndex = HOST.lastIndex;
  return AFTER_HOST.test(text) ? AFTER_HOST.lastIndex : end;
}

/** What a reader sees as characters. */
function segments(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}

/** Bluesky allows so many bytes of UTF-8 for each character that it allows. */
const BYTES_PER_GRAPHEME = 10;
const utf8 = new TextEncoder();

/** The text's bytes and how many may be sent; nothing where bytes do not count. */
export function bytesFor(text: string, rule: Capabilities["text"]): { bytes: number; limit: number } | null {
  if (rule.counting !== "graphemes_and_bytes") return null;
  return { bytes: utf8.encode(text).length, limit: rule.limit * BYTES_PER_GRAPHEME };
}

/** What makes a character of a reader an emoji: shown as one by itself, by a variation selector, or as a keycap. */
const EMOJI = /[\p{Emoji_Presentation}\uFE0F\u20E3]/u;

/** Threads: Unicode code points, but each emoji as many as it has bytes of UTF-8. */
function emojiAsBytes(text: string): number {
  let count = 0;
  for (const { segment } of segmenter.segment(text)) count += EMOJI.test(segment) ? utf8.encode(segment).length : Array.from(segment).length;
  return count;
}

/** A mention by name and URN, a hashtag, or any other character that means something to LinkedIn. */
const LITTLE_TEXT =
  /@\[(?<name>[^[\]]+)\]\((?<urn>urn:li:(?:organization|person):[A-Za-z0-9_-]+)\)|(?<=^|[\p{Z}\t\n\r(["'“‘（【「《，。、！？：；])(?<hashtag>#(?=[\p{M}\p{N}]*\p{L})[\p{L}\p{M}\p{N}]+)|[|{}@[\]()<>#\\*_~]/gu;

/** LinkedIn: the text as it is sent, with a backslash before each reserved character; it counts in UTF-16 units. */
export function littleText(text: string): string {
  return text.replace(LITTLE_TEXT, (found: string, ...rest: unknown[]) => {
    const part = rest.at(-1) as { name?: string; urn?: string; hashtag?: string };
    if (part.name !== undefined && part.urn !== undefined) return `@[${littleText(part.name)}](${part.urn})`;
    return part.hashtag ?? `\\${found}`;
  });
}
