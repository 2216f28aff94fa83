import type { Values } from "../../i18n/format";
import type { Key } from "../../i18n/en";
import { bytesFor, lengthFor } from "../../models/counting";
import { limitOf, type Feed } from "../../models/feed";
import { dueOf, settingsOf, textFor, type Draft } from "./draft";

/** A broken rule, at the field where it can be mended. */
export type Broken = { field: "feeds" | "text" | "settings" | "media" | "when"; feed?: string; key: Key; values?: Values };

export type Count = { feed: string; length: number; limit: number };

/** What each chosen feed counts, in its own way: where it has warnings, the warning is part of the text. */
export function countAll(draft: Draft, feeds: Feed[]): Count[] {
  return feeds
    .filter((feed) => draft.feeds.includes(feed.id))
    .map((feed) => ({ feed: feed.id, length: lengthFor(settingsOf(draft, feed).warning + textFor(draft, feed.id), feed.capabilities.text), limit: limitOf(feed.capabilities, draft.pictures.length > 0) }));
}

/** Amber from here on: a tenth of the limit is left, at most 50. */
export function near({ length, limit }: Count): boolean {
  return limit - length <= Math.min(50, limit / 10);
}

/** What the platforms would refuse. The server checks the same again; this is only to say it sooner. */
export function brokenRules(draft: Draft, feeds: Feed[], counts: Count[]): Broken[] {
  const broken: Broken[] = [];
  const chosen = feeds.filter((feed) => draft.feeds.includes(feed.id));
  if (chosen.length === 0) broken.push({ field: "feeds", key: "rule.noFeed" });
  if (!draft.text.trim() && draft.pictures.length === 0 && Object.keys(draft.variants).length === 0) {
    broken.push({ field: "text", key: "rule.empty" });
  }
  for (const feed of chosen) {
    const name = feed.name;
    if (feed.health === "reconnect") broken.push({ field: "feeds", feed: feed.id, key: "rule.reconnect", values: { feed: name } });
    const count = counts.find((one) => one.feed === feed.id);
    if (count && count.length > count.limit) {
      broken.push({ field: "text", feed: feed.id, key: count.limit < feed.capabilities.text.limit ? "rule.tooLongWithPictures" : "rule.tooLong", values: { feed: name, over: count.length - count.limit, limit: count.limit } });
    }
    const bytes = bytesFor(textFor(draft, feed.id), feed.capabilities.text);
    if (count && count.length <= count.limit && bytes && bytes.bytes > bytes.limit) {
      broken.push({ field: "text", feed: feed.id, key: "rule.tooManyBytes", values: { feed: name, bytes: bytes.bytes, limit: bytes.limit } });
    }
    if (feed.id in draft.variants && !textFor(draft, feed.id).trim() && draft.pictures.length === 0) {
      broken.push({ field: "text", feed: feed.id, key: "rule.emptyFor", values: { feed: name } });
    }
    broken.push(...brokenByPictures(draft, feed));
  }
  return broken;
}

/** Platforms that take no post without a picture; the capabilities do not tell it. */
const NEED_PICTURE = new Set(["instagram"]);

/** Formats and sizes are made to fit; what cannot be is the number of pictures, their shape and their words. */
function brokenByPictures(draft: Draft, feed: Feed): Broken[] {
  const broken: Broken[] = [];
  const { most, altText, minRatio = 0, maxRatio = 0 } = feed.capabilities.images;
  const say = (key: Key, values: Values = {}) => broken.push({ field: "media", feed: feed.id, key, values: { feed: feed.name, ...values } });
  if (NEED_PICTURE.has(feed.platform) && draft.pictures.length === 0) say("rule.needsPicture");
  if (draft.pictures.length > most) say("rule.tooMany", { limit: most, count: draft.pictures.length });
  for (const { width, height, altText: words } of draft.pictures) {
    const ratio = width && height ? width / height : null;
    if (ratio !== null && ratio < minRatio) say("rule.tooTall", { ratio: proportion(minRatio) });
    if (ratio !== null && maxRatio > 0 && ratio > maxRatio) say("rule.tooWide", { ratio: proportion(maxRatio) });
    if (altText && Array.from(words).length > altText) say("rule.altTooLong", { limit: altText });
  }
  return broken;
}

/** Such as 4:5 or 1.91:1. */
export function proportion(ratio: number): string {
  for (let height = 1; height <= 10; height++) {
    const width = ratio * height;
    if (Math.abs(width - Math.round(width)) < 1e-9) return `${Math.round(width)}:${height}`;
  }
  return `${ratio.toFixed(2)}:1`;
}

/** What is wrong with the chosen time; nothing for "now". */
export function brokenTime(draft: Draft, now: number): Broken[] {
  if (draft.when === "now") return [];
  const due = dueOf(draft);
  if (due === null) return [{ field: "when", key: "rule.noTime" }];
  return due <= now ? [{ field: "when", key: "rule.past" }] : [];
}
