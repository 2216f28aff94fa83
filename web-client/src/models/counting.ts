import twitter from "twitter-text";
import type { Capabilities } from "./feed";

/** How long a platform takes a text to be, in its own unit. */
export function lengthFor(text: string, rule: Capabilities["text"]): number {
  switch (rule.counting) {
    case "weighted": return weighted(text);
    case "graphemes": return graphemes(text, rule.link ?? 23);
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
  let count = 0;
  for (const _ of segmenter.segment(short)) count++;
  return count;
}

/** Punctuation that ends a sentence is not part of the link before it. */
function trailing(link: string): string {
  return /[.,;:!?)\]}'"，。；：！？）】」』]+$/u.exec(link)?.[0] ?? "";
}
