/** What somebody has done. `n` is its place in the workspace's chain, from 1; `at` is ISO 8601 in UTC. */
export type AuditRecord = {
  n: number;
  at: string;
  /** A member's id, `service:` and a name, or `unknown`. */
  who: string;
  name: string | null;
  /** Network address; empty if nobody came from outside. */
  from: string;
  /** Such as `post.scheduled`; later releases know more of them. */
  what: string;
  on: string;
  facts: Record<string, string>;
  hash: string;
};

export type Verification = {
  records: number;
  intact: boolean;
  /** Place of the first record that is not as it was written. */
  firstBroken: number | null;
  reason: string | null;
  head: string;
};

/** The deeds that have words of their own on the screens. */
export const DEEDS = [
  "sign-in.done", "sign-in.provider", "sign-in.passkey", "sign-in.refused", "member.changed", "member.joined", "member.removed", "invitation.made", "invitation.revoked", "password.changed", "password.refused", "password.forgotten", "password.link-made",
  "session.all-ended", "second-factor.on", "second-factor.off", "second-factor.taken", "passkey.made", "passkey.removed",
  "second-factor.asked", "second-factor.not-asked", "token.made", "token.used", "token.revoked", "webhook.added", "webhook.changed", "webhook.removed", "webhook.secret-made",
  "webhook.tested", "webhook.resent", "feed.connected", "feed.reconnected",
  "feed.renamed", "feed.disconnected", "hold.set", "hold.lifted", "post.written", "post.scheduled", "post.changed", "post.unscheduled",
  "post.deleted", "delivery.resolved", "delivery.retried", "delivery.rescheduled", "delivery.dropped", "report.exported", "audit.exported",
] as const;

export type Deed = (typeof DEEDS)[number];

export const isDeed = (what: string): what is Deed => (DEEDS as readonly string[]).includes(what);

/** What can be chosen between: the part of the name before the dot. */
export const KINDS = ["sign-in", "member", "invitation", "password", "session", "second-factor", "passkey", "token", "webhook", "feed", "hold", "post", "delivery", "report", "audit"] as const;
