import type { CalendarItem, Page, Picture, Post, PostAction, PostDraft, PostPatch, PostState, Renditions } from "../models/post";
import { API, call, query, upload } from "./http";

export const fetchPost = (id: string) => call<Post>("GET", `/posts/${id}`);

/** What posts are looked for: words in the text, and what they must have; nothing means all. */
export type Search = { q: string; state: PostState | null; feeds: string[]; labels: string[] };

export const fetchPosts = ({ q, state, feeds, labels }: Search, cursor: string | null) =>
  call<Page<Post>>("GET", `/posts${query({ q: q || null, state, feed: feeds, label: labels, cursor, limit: 30 })}`);

/** The labels in use, each with how many posts have it. */
export const fetchLabels = () => call<Page<{ name: string; posts: number }>>("GET", "/labels").then((page) => page.items.map((one) => one.name));

/** Everything between two instants: pages are followed to the end, a week is never shown half. */
export async function fetchCalendar(from: string, to: string, zone: string, feeds: string[], signal?: AbortSignal): Promise<CalendarItem[]> {
  const items: CalendarItem[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<CalendarItem> = await call("GET", `/calendar${query({ from, to, zone, feed: feeds, cursor })}`, { signal });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

export const createPost = (draft: PostDraft, action: PostAction, idempotencyKey: string) =>
  call<Post>("POST", "/posts", { body: { ...draft, action }, idempotencyKey });

/** The same again as a draft for another time; what was published stays with the first. */
export const copyPost = (post: Post, due: string, zone: string, idempotencyKey: string) =>
  createPost(
    {
      text: post.text, feeds: post.feeds, media: post.media, altTexts: post.altTexts, variants: post.variants, labels: post.labels,
      warning: post.warning, visibility: post.visibility, language: post.language, due, zone,
    },
    "draft",
    idempotencyKey,
  );

export const changePost = (id: string, version: number, patch: PostPatch) =>
  call<Post>("PATCH", `/posts/${id}`, { body: patch, version });

export const deletePost = (id: string, version: number) => call<void>("DELETE", `/posts/${id}`, { version });
export const schedulePost = (id: string, due: string, zone: string) => call<Post>("POST", `/posts/${id}/schedule`, { body: { due, zone } });
export const unschedulePost = (id: string) => call<Post>("POST", `/posts/${id}/unschedule`, { body: {} });
export const publishPostNow = (id: string) => call<Post>("POST", `/posts/${id}/publish-now`, { body: {} });

export const uploadPicture = (file: File, progress: (share: number) => void, signal: AbortSignal) =>
  upload<Picture>("/media", file, progress, signal);
export const fetchRenditions = (id: string, feeds: string[], signal?: AbortSignal) =>
  call<Renditions>("POST", `/media/${id}/renditions`, { body: { feeds }, signal });
export const renditionUrl = (media: string, id: string) => `${API}/media/${media}/renditions/${id}`;
export const pictureUrl = (id: string) => `${API}/media/${id}`;
export const thumbnailUrl = (id: string) => `${API}/media/${id}/thumbnail`;
