import type { Feed } from "./feed";
import type { Post } from "./post";

/** What a post can have beside its content, on platforms that have it. */
export const SETTINGS = ["warning", "visibility", "language"] as const;
export type Setting = (typeof SETTINGS)[number];
export type Settings = { warning?: string | null; visibility?: string | null; language?: string | null };

/** As the server has it. */
export const LONGEST_WARNING = 500;
export const VISIBILITIES = ["public", "unlisted", "private"] as const;

/** Those offered; any other BCP 47 tag that a post has already stays. */
export const LANGUAGES = [
  "zh-Hans", "zh-Hant", "yue", "en", "ja", "ko", "ar", "bo", "de", "es", "fr", "hi", "id", "it", "ms", "nl", "pl", "pt", "ru", "th", "tr", "ug", "uk", "vi",
];

export const hasSetting = (feed: Feed, setting: Setting): boolean => feed.capabilities.settings?.includes(setting) ?? false;

/** The settings as a feed gets them: its own before the common ones, and none that its platform does not have. */
export function settingsFor(feed: Feed, common: Settings, own: Settings | undefined): Record<Setting, string> {
  const of = (setting: Setting) => (hasSetting(feed, setting) ? (own?.[setting] ?? common[setting] ?? "").trim() : "");
  return { warning: of("warning"), visibility: of("visibility") || "public", language: of("language") };
}

/** The same of a post as stored. */
export const settingsOfPost = (post: Post, feed: Feed) => settingsFor(feed, post, post.variants?.[feed.id]);

/** A language by its name in the reader's own; a tag nobody has a name for as it is. */
export function languageName(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: "language", fallback: "code" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
