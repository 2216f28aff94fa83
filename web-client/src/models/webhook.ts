import { readReason } from "./reason";

/** An address that is told what happens. Instants are ISO 8601 in UTC. */
export type Webhook = {
  id: string;
  url: string;
  events: string[];
  createdAt: string;
  on: boolean;
  /** Until when the secret before is signed with too. */
  previousUntil: string | null;
  /** Tries in a row that nobody took. */
  failures: number;
  failingSince: string | null;
  offSince: string | null;
  /** What was seen when it was switched off by itself. */
  offBecause: string | null;
};

export type Webhooks = { items: Webhook[]; types: string[]; most: number };
export type WebhookMade = { webhook: Webhook; secret: string };
export type WebhookSecret = { secret: string; previousUntil: string };

export type Try = { at: string; status: number | null; millis: number; answer: string | null; fault: string | null };

export type Message = {
  id: string;
  type: string;
  at: string;
  state: "WAITING" | "DELIVERED" | "FAILED";
  /** When it is tried next. */
  next: string | null;
  /** As it is signed and sent. */
  body: string;
  /** Oldest first. */
  tries: Try[];
};

/** The events that have words of their own on the screens. */
export const EVENTS = [
  "delivery.scheduled", "delivery.published", "delivery.failed", "delivery.missed", "delivery.cancelled", "delivery.review", "delivery.dropped",
  "post.created", "post.changed", "post.deleted", "feed.changed", "webhook.test",
] as const;
export type EventType = (typeof EVENTS)[number];
export const isEvent = (type: string): type is EventType => (EVENTS as readonly string[]).includes(type);

/** What most want to hear of. */
export const USUAL: string[] = ["delivery.published", "delivery.failed", "delivery.missed", "delivery.review"];

/** The server in an address; all of it if it is none. */
export function serverOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** A message's body, laid out for reading. */
export function laidOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Why there was no answer, as the screens name it; null if it is not one of those that are known. */
export const faultKind = (fault: string) => {
  const { kind } = readReason(fault);
  return kind === "notFound" || kind === "noTime" || kind === "insecure" || kind === "cutOff" ? kind : null;
};
