import type { Delivery, DeliveryStory, LogEntry, Post, Seen } from "./post";
import type { Hold } from "./session";

/** Why a delivery waits for a person. */
export type NeedKind = "review" | "held" | "missed" | "failed";

/** A delivery that goes no further by itself; `post` is null while it cannot be read. */
export type Need = { delivery: Delivery; post: Post | null };

/** What failed or was missed is offered this long; its post's page offers it for ever. */
export const OFFERED_DAYS = 7;

/** What a delivery needs a person for at a moment; null if for nothing. */
export function needOf(delivery: Pick<Delivery, "state" | "step" | "due">, now: number): NeedKind | null {
  switch (delivery.state) {
    case "REVIEW": return "review";
    case "FAILED": return offered(delivery.due, now) ? "failed" : null;
    case "MISSED": return offered(delivery.due, now) ? "missed" : null;
    case "SCHEDULED":
    case "HANDED": return delivery.step === "held" && Date.parse(delivery.due) <= now ? "held" : null;
    default: return null;
  }
}

/** Whether a member wrote the post that waits. */
export const wroteIt = ({ delivery, post }: Need, member: string): boolean => (delivery.author ?? post?.author?.id) === member;

/** What begins to wait, of one list of needs after another; nothing of the first, which was there before anybody looked. */
export function begun(before: Need[] | null, now: Need[]): Need[] {
  const known = new Set(before?.map(({ delivery }) => `${delivery.id} ${delivery.state}`));
  return before === null ? [] : now.filter(({ delivery }) => TOLD.has(delivery.state) && !known.has(`${delivery.id} ${delivery.state}`));
}
const TOLD = new Set(["REVIEW", "FAILED", "MISSED"]);

const offered = (due: string, now: number) => now - Date.parse(due) < OFFERED_DAYS * 86_400_000;

/** Whether a later take has replaced it, or its post is gone: then nothing of it is to be decided any more. */
export function isReplaced(delivery: Pick<Delivery, "id">, post: Post): boolean {
  return !post.deliveries.some((one) => one.id === delivery.id);
}

/** The text for one feed. */
export const textFor = (post: Post, feed: string): string => post.variants?.[feed]?.text ?? post.text;

/** Whether a hold that stands stops this delivery, as far as the post's labels are known. */
export function isStopped(delivery: Pick<Delivery, "feed">, labels: string[], holds: Hold[]): boolean {
  return holds.some((hold) =>
    hold.scope === "everything" || hold.scope === "workspace" || (hold.scope === "feed" && hold.scopeId === delivery.feed)
    || (hold.scope === "label" && hold.scopeId !== null && labels.includes(hold.scopeId)));
}

export type Evidence = {
  /** When sending it began last. */
  sentAt: string | null;
  /** When the platform was last looked at; null if it never was. */
  lookedAt: string | null;
  /** What was found there that could be it. */
  seen: Seen[];
};

/** Everything known of the last attempt to send, for whoever must say what became of it. */
export function evidenceOf(log: LogEntry[]): Evidence {
  const armed = log.findLastIndex((entry) => entry.step === "armed");
  const since = log.slice(armed + 1);
  const found = new Map<string, Seen>();
  for (const entry of since) for (const one of entry.seen ?? []) found.set(one.platformId, one);
  return { sentAt: log[armed]?.at ?? null, lookedAt: since.findLast(isLook)?.at ?? null, seen: [...found.values()] };
}

/** Whether a line tells of having looked on the platform. */
export function isLook(entry: LogEntry): boolean {
  return (entry.seen?.length ?? 0) > 0 || ((entry.step === "unclear" || entry.step === "review") && /^(Not found|\d+ posts with|What was found)/.test(entry.detail ?? ""));
}

const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** Whether a post found there reads like ours; one that was cut short for the record counts as far as it goes. */
export function readsAlike(story: Pick<DeliveryStory, "text">, seen: Seen): boolean {
  const ours = plain(story.text);
  const theirs = plain(seen.text);
  return theirs !== "" && (ours === theirs || (theirs.length >= 200 && ours.startsWith(theirs)));
}

/** The lines of a story, each attempt to send under its own number; 0 is what came before the first. */
export function chapters(log: LogEntry[]): { attempt: number; lines: LogEntry[] }[] {
  const all: { attempt: number; lines: LogEntry[] }[] = [];
  for (const line of inOrder(log)) {
    const now = all.at(-1);
    if (!now || line.step === "armed") all.push({ attempt: line.step === "armed" ? (line.attempt ?? (now?.attempt ?? 0) + 1) : 0, lines: [line] });
    else now.lines.push(line);
  }
  return all;
}

/**
 * What we did, and what somebody decided, may be told a moment after what came of it at the platform. What accounts-service
 * tells of the decision itself is left out: the line before says it, and by whom.
 */
function inOrder(log: LogEntry[]): LogEntry[] {
  const sorted = [...log];
  for (const [n, line] of log.entries()) {
    if (line.step !== "handed" && line.step !== "decided") continue;
    let to = n;
    while (to > 0 && FOLLOWS.has(sorted[to - 1]!.step) && Date.parse(line.at) - Date.parse(sorted[to - 1]!.at) < 5_000) to--;
    sorted.splice(to, 0, ...sorted.splice(n, 1));
  }
  return sorted.filter((line, n) => sorted[n - 1]?.step !== "decided" || !/^(A member has seen that it is not live|Closed without knowing)/.test(line.detail ?? ""));
}
const FOLLOWS = new Set(["prepared", "armed", "published", "unclear", "waiting", "failed", "dropped"]);

/** What a person types as the place of a post: a link or the platform's id, without what copying brings along. */
export const placeTyped = (text: string): string => text.trim().replace(/^<(.*)>$/s, "$1").trim();

/** A link that may be followed; the platform's bare id is none. */
export const asLink = (text: string | null | undefined): string | null => (text && /^https?:\/\//.test(text) ? text : null);
