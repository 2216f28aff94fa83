import type { DeliveryBrief, PostState } from "./post";

/** What a person is shown, the same on every screen: one word, one colour, one icon. */
export type Shown =
  | "draft" | "rejected" | "approval" | "scheduled" | "sending" | "waiting" | "unclear" | "processing" | "live" | "review"
  | "failed" | "missed" | "held" | "cancelled" | "dropped" | "retracted";

/** What a state is made of. */
type Stand = Pick<DeliveryBrief, "state" | "step" | "retractedAt">;

export function shownDelivery(delivery: Stand): Shown {
  if (delivery.state === "SCHEDULED" || delivery.state === "HANDED") {
    if (delivery.step === "held") return "held";
    if (delivery.step === "waiting") return "waiting";
    if (delivery.step === "unclear") return "unclear";
    if (delivery.step === "processing") return "processing";
  }
  switch (delivery.state) {
    case "SCHEDULED": return "scheduled";
    case "HANDED": return "sending";
    case "PUBLISHED": return delivery.retractedAt ? "retracted" : "live";
    case "FAILED": return "failed";
    case "MISSED": return "missed";
    case "REVIEW": return "review";
    case "CANCELLED": return "cancelled";
    case "DROPPED": return "dropped";
    default: return "scheduled"; // a state newer than this client
  }
}

/** The order in which one delivery speaks for the whole post: what needs a person comes first. */
const LOUDEST: Shown[] = ["review", "failed", "missed", "held", "unclear", "waiting", "processing", "sending", "scheduled", "live", "dropped", "retracted", "cancelled"];

export function shownPost(state: PostState, deliveries: Stand[]): Shown {
  if (state === "DRAFT") return "draft";
  if (state === "REJECTED") return "rejected";
  if (state === "SUBMITTED") return "approval";
  const shown = new Set(deliveries.map(shownDelivery));
  return LOUDEST.find((one) => shown.has(one)) ?? "scheduled";
}

/** Whether the post, or what became of it on one of its feeds, is in one of these states; none asked for is all. */
export function isShownAs(asked: string[], state: PostState, deliveries: Stand[]): boolean {
  return asked.length === 0 || asked.includes(shownPost(state, deliveries)) || deliveries.some((one) => asked.includes(shownDelivery(one)));
}

/**
 * The deliveries that certainly did not go out, once nothing of the post is on its way any more: only then does
 * publishing it again mean these alone.
 */
export function notOut<D extends Pick<DeliveryBrief, "state" | "step" | "feed">>(post: { state: PostState; feeds: string[]; deliveries: D[] }): D[] {
  const moving = post.deliveries.some((one) => one.state === "SCHEDULED" || one.state === "HANDED");
  if (moving || stillOurs(post.state, post.deliveries)) return [];
  return post.deliveries.filter((one) => (one.state === "FAILED" || one.state === "MISSED" || one.state === "CANCELLED") && post.feeds.includes(one.feed));
}

/** True until the first delivery has left: only then may text and time still change. What was cancelled has not left. */
export function stillOurs(state: PostState, deliveries: Pick<DeliveryBrief, "state" | "step">[]): boolean {
  return state === "DRAFT" || state === "REJECTED" || state === "SUBMITTED" || (state === "SCHEDULED" && deliveries.every((one) =>
    one.state === "SCHEDULED" || one.state === "CANCELLED" || (one.state === "HANDED" && !mayBePublic(one))));
}

/** Whether nobody knows yet if it is public: neither its text nor its time may change then. */
export function mayBePublic(delivery: Pick<DeliveryBrief, "state" | "step">): boolean {
  return delivery.state === "REVIEW" || delivery.step === "unclear" || delivery.step === "processing";
}
