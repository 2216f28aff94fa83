import type { Approval } from "./approval";
import type { Settings } from "./settings";

/** As served. Times are ISO 8601 in UTC; screens show them in the workspace's or the author's zone and name it. */
export type DeliveryState =
  | "SCHEDULED" | "HANDED" | "PUBLISHED" | "FAILED" | "MISSED" | "CANCELLED" | "REVIEW" | "DROPPED";

export type DeliveryStep = "held" | "waiting" | "sending" | "unclear" | "processing" | null;

export type DeliveryBrief = {
  id: string;
  feed: string;
  platform: string;
  state: DeliveryState;
  step: DeliveryStep;
  sentAt: string | null;
  /** Milliseconds between the due time and going out. */
  lagMillis: number | null;
  link: string | null;
  reason: string | null;
  /** When a member had it deleted on its platform; it is not public any more. */
  retractedAt?: string | null;
};

export type Delivery = DeliveryBrief & {
  post: string;
  due: string;
  platformId: string | null;
  /** Id of the member who wrote the post; missing where that was not kept yet. */
  author?: string | null;
  version: number;
};

/** A post as it was found on its platform; `createdAt` is when the platform says it became public. */
export type Seen = { platformId: string; link?: string | null; createdAt?: string | null; text: string };

/** One line of a delivery's story; `by` is the member who did it. */
export type LogEntry = {
  at: string;
  step: string;
  detail?: string | null;
  attempt?: number | null;
  by?: string | null;
  seen?: Seen[] | null;
};

export type DeliveryStory = Delivery & {
  /** Exactly as it was, or will be, sent to this feed. */
  text: string;
  take: number;
  /** Digest of what was approved: only what has it is sent. */
  contentHash?: string;
  /** When it is too late to send it. */
  notAfter: string;
  log: LogEntry[];
};

export type PostState = "DRAFT" | "SUBMITTED" | "REJECTED" | "APPROVED" | "SCHEDULED" | "DONE";

/** What is different for one feed; a setting that is empty takes the common one away. */
export type Variant = Settings & { text?: string | null; altTexts?: string[] | null };

/** What a feed is sent instead of a picture: all of it, in a format and size the platform takes. */
export type Rendition = {
  /** Id of the picture it is made of. */
  media: string;
  id: string;
  type: string;
  bytes: number;
  width: number;
  height: number;
  /** What of the picture is not taken. */
  why: ("format" | "size" | "bytes")[];
};

/** By feed; one that is sent the pictures themselves is not in it. */
export type Renditions = Record<string, Rendition[]>;

export type Post = Settings & {
  id: string;
  state: PostState;
  text: string;
  altTexts: string[];
  media: string[];
  /** By feed id; a feed without an entry gets the common text. */
  variants: Record<string, Variant>;
  feeds: string[];
  due: string | null;
  zone: string | null;
  notAfter: string | null;
  labels: string[];
  /** As made when it was scheduled; a draft has none. */
  renditions?: Renditions;
  author: { id: string; name?: string | null } | null;
  createdAt: string;
  deliveries: Delivery[];
  /** What was submitted and what was said to it; missing where nobody has to be asked. */
  approval?: Approval | null;
  version: number;
};

/** One card of the calendar: a post with what its deliveries show. */
export type CalendarItem = {
  post: string;
  text: string;
  due: string;
  zone: string | null;
  state: PostState;
  media: string | null;
  author: { id: string; name?: string | null } | null;
  labels: string[];
  /** Where it goes: a draft has no deliveries yet. */
  feeds?: string[];
  deliveries: DeliveryBrief[];
};

/** What is sent to create a post or, with If-Match, to change one. */
export type PostDraft = Settings & {
  text: string;
  feeds: string[];
  media: string[];
  altTexts: string[];
  variants: Record<string, Variant>;
  labels: string[];
  due?: string | null;
  zone?: string | null;
};

/** A merge patch: what is left out stays, null takes away. */
export type PostPatch = Partial<Omit<PostDraft, "variants">> & { variants?: Record<string, Variant | null> };

export type PostAction = "draft" | "submit" | "schedule" | "now";

export type Picture = { id: string; type: string; bytes: number; width: number; height: number };

export type Page<T> = { items: T[]; next: string | null };
