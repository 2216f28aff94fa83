import { isReplaced, needOf, OFFERED_DAYS, type Need } from "../models/needs";
import type { Delivery, DeliveryStory, Page, Post } from "../models/post";
import { call, Problem, query } from "./http";

export const fetchDelivery = (id: string) => call<DeliveryStory>("GET", `/deliveries/${id}`);

/** What a person has found out about a send that nobody knows the outcome of. */
export type Verdict =
  | { choice: "live"; link: string }
  | { choice: "again"; notAfter: string }
  | { choice: "drop" };

export const resolveDelivery = (id: string, verdict: Verdict, idempotencyKey: string) =>
  call<DeliveryStory>("POST", `/deliveries/${id}/resolve`, { body: verdict, idempotencyKey });
/** Sends now, as a new take, what certainly did not go out. */
export const retryDelivery = (id: string, idempotencyKey: string) =>
  call<DeliveryStory>("POST", `/deliveries/${id}/retry`, { idempotencyKey });
/** Another time; without one it goes out now. */
export const rescheduleDelivery = (id: string, due: string | null, idempotencyKey: string) =>
  call<DeliveryStory>("POST", `/deliveries/${id}/reschedule`, { body: due === null ? {} : { due }, idempotencyKey });
/** Deletes on its platform what is public. */
export const retractDelivery = (id: string, idempotencyKey: string) =>
  call<DeliveryStory>("POST", `/deliveries/${id}/retract`, { idempotencyKey });
export const dropDelivery = (id: string, idempotencyKey: string) =>
  call<DeliveryStory>("POST", `/deliveries/${id}/drop`, { idempotencyKey });

async function list(filter: Record<string, string>): Promise<Delivery[]> {
  const items: Delivery[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Delivery> = await call("GET", `/deliveries${query({ ...filter, cursor, limit: 500 })}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

/** Everything that waits for a person now, each with its post, which `read` gets. */
export async function fetchNeeds(read: (post: string) => Promise<Post>): Promise<Need[]> {
  const now = Date.now();
  const from = new Date(now - OFFERED_DAYS * 86_400_000).toISOString();
  const found = (await Promise.all([
    list({ state: "REVIEW" }),
    list({ held: "true", to: new Date(now + 1_000).toISOString() }),
    list({ state: "MISSED", from }),
    list({ state: "FAILED", from }),
  ])).flat();
  // One that changed while the lists were read may be in two of them.
  const waiting = [...new Map(found.filter((one) => needOf(one, now)).map((one) => [one.id, one])).values()];
  const posts = new Map<string, Post | "gone">();
  const ids = [...new Set(waiting.map((one) => one.post))];
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      try {
        posts.set(id, await read(id));
      } catch (failure) {
        if (failure instanceof Problem && failure.status === 404) posts.set(id, "gone");
      }
    }
  }));
  return waiting.flatMap((delivery) => {
    const post = posts.get(delivery.post);
    if (post === "gone" || (post && isReplaced(delivery, post))) return [];
    return [{ delivery, post: post ?? null }];
  });
}
