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
const LINK = /https?:\/\/[^\s<>"]+/giu;
/** `@user@domain`, not in the middle of a word or an address. */
const MENTION = /(?<![=/\p{L}\p{N}_])@(([a-z0-9_]+([a-z0-9_.-]+[a-z0-9_]+)?)@[\p{L}\p{N}.-]*[\p{L}\p{N}](:\d+)?)/giu;
const STAND_IN = "x";

/** Mastodon: what a reader sees as one character counts 1, a link `link`, of `@user@domain` only `@user`. */
export function graphemes(text: string, link: number): number {
  const short = text
    .replace(LINK, (found) => STAND_IN.repeat(link) + trailing(found))
    .replace(MENTION, (_, _whole: string, user: string) => `@${user}`);
  return segments(short);
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

/** Punctuation that ends a sentence is not part of the link before it. */
function trailing(link: string): string {
  return /[.,;:!?)\]}'"，。；：！？）】」』]+$/u.exec(link)?.[0] ?? "";
}
