import type { Feed } from "../../models/feed";
import type { Picture, Post, PostDraft, PostPatch, Variant } from "../../models/post";
import { SETTINGS, settingsFor, type Setting } from "../../models/settings";
import { instantOf, offsetDateTime, wallTime } from "../../models/zone";

/** A picture in the composer; how large it is, is unknown for those of a post loaded from the server. */
export type DraftPicture = { id: string; altText: string; width: number | null; height: number | null };

/** What is being written: kept on this device with every keystroke until the server has it. */
export type Draft = {
  text: string;
  feeds: string[];
  pictures: DraftPicture[];
  /** Text by feed, only where it differs from the common one. */
  variants: Record<string, string>;
  /** For all feeds that have them; empty is none, and of a visibility public. */
  settings: Record<Setting, string>;
  /** By feed, only where they differ from the common ones. */
  own: Record<string, Partial<Record<Setting, string>>>;
  labels: string[];
  when: "now" | "time";
  date: string;
  time: string;
  zone: string;
};

const NO_SETTINGS: Record<Setting, string> = { warning: "", visibility: "public", language: "" };

const HOUR = 3_600_000;
const FIVE_MINUTES = 300_000;

/** Starts at the asked time, else about an hour from now on a round minute. */
export function emptyDraft(zone: string, feeds: string[], at: number | null, now: number): Draft {
  const start = at ?? Math.ceil((now + HOUR) / FIVE_MINUTES) * FIVE_MINUTES;
  return { text: "", feeds, pictures: [], variants: {}, settings: NO_SETTINGS, own: {}, labels: [], when: "time", ...wallTime(zone, start), zone };
}

export function draftOf(post: Post, zone: string, now: number): Draft {
  const ownZone = post.zone ?? zone;
  const start = post.due ? Date.parse(post.due) : Math.ceil((now + HOUR) / FIVE_MINUTES) * FIVE_MINUTES;
  const variants: Draft["variants"] = {};
  const own: Draft["own"] = {};
  for (const [feed, variant] of Object.entries(post.variants ?? {})) {
    if (typeof variant.text === "string") variants[feed] = variant.text;
    const set = SETTINGS.filter((setting) => typeof variant[setting] === "string");
    if (set.length > 0) own[feed] = Object.fromEntries(set.map((setting) => [setting, variant[setting]]));
  }
  return {
    text: post.text,
    feeds: post.feeds,
    pictures: post.media.map((id, n) => ({ id, altText: post.altTexts?.[n] ?? "", width: null, height: null })),
    variants,
    settings: { warning: post.warning ?? "", visibility: post.visibility || "public", language: post.language ?? "" },
    own,
    labels: post.labels ?? [],
    when: "time",
    ...wallTime(ownZone, start),
    zone: ownZone,
  };
}

/** The same again, to be written anew: at its time if that is still to come, else about an hour from now. */
export function copyOf(post: Post, zone: string, now: number): Draft {
  return draftOf({ ...post, due: post.due && Date.parse(post.due) > now ? post.due : null }, zone, now);
}

export function textFor(draft: Draft, feed: string): string {
  return draft.variants[feed] ?? draft.text;
}

/** Whether a feed gets anything else than the common text and settings. */
export function differs(draft: Draft, feed: string): boolean {
  return draft.variants[feed] !== undefined || draft.own[feed] !== undefined;
}

export const settingsOf = (draft: Draft, feed: Feed) => settingsFor(feed, draft.settings, draft.own[feed.id]);

/** The same with a setting for all feeds, or for one. What is as the common one is not kept for itself. */
export function withSetting(draft: Draft, feed: string | null, setting: Setting, value: string): Draft {
  if (feed === null) return { ...draft, settings: { ...draft.settings, [setting]: value } };
  const { [setting]: _, ...rest } = draft.own[feed] ?? {};
  const next = value === draft.settings[setting] ? rest : { ...rest, [setting]: value };
  return withOwn(draft, feed, next);
}

/** The same with these settings of a feed's own; none resets it to the common ones. */
export function withOwn(draft: Draft, feed: string, own: Draft["own"][string]): Draft {
  const { [feed]: _, ...others } = draft.own;
  return { ...draft, own: Object.keys(own).length > 0 ? { ...others, [feed]: own } : others };
}

export function dueOf(draft: Draft): number | null {
  return draft.when === "now" ? null : instantOf(draft.zone, draft.date, draft.time);
}

/** What the API takes. Variants of feeds that were unchosen again are left out. */
export function bodyOf(draft: Draft): PostDraft {
  const due = dueOf(draft);
  const variants: Record<string, Variant> = {};
  for (const feed of draft.feeds) {
    const text = draft.variants[feed];
    const set = SETTINGS.filter((setting) => (draft.own[feed]?.[setting] ?? draft.settings[setting]) !== draft.settings[setting]);
    const variant: Variant = {
      ...(text !== undefined && text !== draft.text && { text }),
      ...Object.fromEntries(set.map((setting) => [setting, draft.own[feed]![setting]!.trim()])),
    };
    if (Object.keys(variant).length > 0) variants[feed] = variant;
  }
  const { warning, visibility, language } = draft.settings;
  return {
    text: draft.text,
    feeds: draft.feeds,
    media: draft.pictures.map((one) => one.id),
    altTexts: draft.pictures.map((one) => one.altText),
    variants,
    labels: draft.labels,
    warning: warning.trim() || null,
    visibility: visibility === "public" ? null : visibility,
    language: language || null,
    ...(due !== null && { due: offsetDateTime(draft.zone, due), zone: draft.zone }),
  };
}

/** The same as a merge patch of a stored post: a variant, or a part of one, that it no longer has is taken away by name. */
export function patchOf(draft: Draft, post: Post): PostPatch {
  const body = bodyOf(draft);
  const variants: PostPatch["variants"] = { ...body.variants };
  for (const [feed, stored] of Object.entries(post.variants ?? {})) {
    const next = variants[feed];
    const gone = (["text", ...SETTINGS] as const).filter((part) => typeof stored[part] === "string" && next?.[part] === undefined);
    variants[feed] = next ? { ...next, ...Object.fromEntries(gone.map((part) => [part, null])) } : null;
  }
  return { ...body, variants };
}

export function addPicture(draft: Draft, picture: Picture): Draft {
  return { ...draft, pictures: [...draft.pictures, { id: picture.id, altText: "", width: picture.width, height: picture.height }] };
}

type Kept = { draft: Draft; at: number };

const place = (workspace: string, member: string, post: string | null) => `septet.draft.${workspace}.${member}.${post ?? "new"}`;

export function keptDraft(workspace: string, member: string, post: string | null): Kept | null {
  try {
    const found = localStorage.getItem(place(workspace, member, post));
    if (!found) return null;
    const kept = JSON.parse(found) as Kept;
    // Kept by an earlier release, it lacks what came since.
    const pictures = kept.draft.pictures.map(({ id, altText, width = null, height = null }) => ({ id, altText, width, height }));
    return { ...kept, draft: { ...kept.draft, pictures, labels: kept.draft.labels ?? [], settings: kept.draft.settings ?? NO_SETTINGS, own: kept.draft.own ?? {} } };
  } catch {
    return null;
  }
}

/** @returns whether it could be kept; private windows and full disks may refuse */
export function keepDraft(workspace: string, member: string, post: string | null, draft: Draft, at: number): boolean {
  try {
    localStorage.setItem(place(workspace, member, post), JSON.stringify({ draft, at } satisfies Kept));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(workspace: string, member: string, post: string | null): void {
  try {
    localStorage.removeItem(place(workspace, member, post));
  } catch {
    // Nothing was kept.
  }
}
