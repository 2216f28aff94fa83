import { API, call, problemOf } from "./http";

/** Exactly what one feed is sent. */
export type OutsidePart = {
  feed: string; platform: string; text: string; warning?: string | null; visibility?: string | null; language?: string | null;
  pictures: { width: number; height: number; altText?: string | null }[];
};

/** A post for somebody who has a link to it; `decides` is the stage that the link decides now. */
export type Outside = {
  state: string; due: string; zone?: string | null; expires: string; decides?: string | null;
  stages: { name: string; approved?: boolean | null }[];
  parts: OutsidePart[];
};

export const seeOutside = (link: string) => call<Outside>("GET", "/outside", { link });
export const decideOutside = (link: string, said: { approved: boolean; name: string; note: string }) =>
  call<Outside>("POST", "/outside/decision", { link, body: { ...said, note: said.note.trim() || null } });

/** A picture as an address of this page alone: an image element could not send the link's token. */
export async function outsidePicture(link: string, feed: string, number: number): Promise<string> {
  const path = `/outside/picture?feed=${encodeURIComponent(feed)}&number=${number}`;
  const answer = await fetch(API + path, { headers: { "Septet-Link": link }, credentials: "same-origin" });
  if (!answer.ok) throw problemOf(answer.status, await answer.text(), answer.headers.get("Retry-After"), path);
  return URL.createObjectURL(await answer.blob());
}

/** A link as members see it; `over` says why it shows nothing any more. */
export type ReaderLink = { id: string; by: string; at: string; expires: string; decides?: string | null; usedAt?: string | null; over?: "revoked" | "expired" | "changed" | null };

export const fetchLinks = (post: string) => call<{ items: ReaderLink[] }>("GET", `/posts/${post}/links`).then((page) => page.items);
export const makeLink = (post: string, decides: boolean, hours: number) => call<{ link: ReaderLink; path: string }>("POST", `/posts/${post}/links`, { body: { decides, hours } });
export const revokeLink = (post: string, id: string) => call<void>("DELETE", `/posts/${post}/links/${id}`);
