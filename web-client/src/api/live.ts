import { useEffect, useState } from "react";
import { needOf, type Need } from "../models/needs";
import type { CalendarItem, Delivery, DeliveryBrief, Post } from "../models/post";
import { API, query } from "./http";
import { client, keys } from "./queries";

type LiveEvent = { type: string; id: string; version: number; at: string; data: unknown };

/** After how long a stream that the server has refused is asked for again, in milliseconds; each time twice as long. */
const AGAIN = 2_000;
const AGAIN_AT_MOST = 30_000;

/** When each delivery was seen going live in this visit; screens mark the fresh ones. In milliseconds. */
export const wentLive = new Map<string, number>();

/**
 * Keeps what is on the screen current from the server's event stream: a delivery is patched in place at once, and
 * what shows it is read again a moment later, once for a burst of events.
 *
 * @returns false while the stream is interrupted; the browser reconnects and the server replays what was missed, or, where
 * the browser has given up, a new stream is opened and everything is read again
 */
export function useLive(workspace: string | undefined): boolean {
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    if (!workspace) return;
    const later = refresher();
    let source: EventSource;
    const listen = (kind: string, act: (event: LiveEvent) => void) =>
      source.addEventListener(kind, (message) => {
        try {
          act(JSON.parse((message as MessageEvent<string>).data) as LiveEvent);
        } catch {
          // An event of a later release: what it is about is read again when next shown.
        }
      });
    let lost = false;
    let said: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let pause = AGAIN;
    const onOpen = () => {
      setConnected(true);
      pause = AGAIN;
      // A new stream without a known position may have missed something.
      if (lost) later([keys.calendar, keys.posts, ["post"], ["delivery"], keys.feeds, keys.holds, keys.needs, keys.approvals]);
      lost = false;
    };
    const onError = () => {
      lost = true;
      said ??= setTimeout(() => {
        said = undefined;
        if (source.readyState !== EventSource.OPEN) setConnected(false);
      }, 3_000);
      // Answered with an error, as by a gateway without its service, the browser does not ask again by itself.
      if (source.readyState === EventSource.CLOSED) {
        retry ??= setTimeout(() => {
          retry = undefined;
          open();
        }, pause);
        pause = Math.min(pause * 2, AGAIN_AT_MOST);
      }
    };
    const open = () => {
      source = new EventSource(`${API}/events${query({ workspace })}`);
      source.onopen = onOpen;
      source.onerror = onError;
      listenToAll();
    };
    const listenToAll = () => {
      listen("delivery", (event) => {
        const delivery = event.data as Delivery;
        patchDelivery(delivery);
        const stale: (readonly unknown[])[] = [keys.calendar, keys.posts, keys.post(delivery.post), keys.delivery(delivery.id)];
        later(concernsNeeds(delivery) ? [...stale, keys.needs] : stale);
      });
      listen("post", (event) => {
        const post = event.data as Pick<Post, "id">;
        later([keys.calendar, keys.posts, keys.post(post.id), keys.links(post.id), keys.approvals]);
      });
      listen("feed", () => later([keys.feeds]));
      listen("hold", () => later([keys.holds, keys.calendar, keys.needs]));
      listen("reading", () => later([keys.reports], 2_000));
    };
    open();
    return () => {
      clearTimeout(said);
      clearTimeout(retry);
      later.stop();
      source.close();
    };
  }, [workspace]);
  return connected;
}

function refresher() {
  const waiting = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (queryKeys: (readonly unknown[])[], delay = 400) => {
    for (const key of queryKeys) waiting.set(JSON.stringify(key), key);
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const key of waiting.values()) void client.invalidateQueries({ queryKey: key });
      waiting.clear();
    }, delay);
  };
  later.stop = () => clearTimeout(timer);
  return later;
}

/** Whether it waits for a person, or did until now; what waits no more leaves the list at once. */
function concernsNeeds(delivery: Delivery): boolean {
  const waits = needOf(delivery, Date.now()) !== null;
  const waited = client.getQueryData<Need[]>(keys.needs)?.some((one) => one.delivery.id === delivery.id) ?? false;
  if (waited) {
    client.setQueryData<Need[]>(keys.needs, (all) =>
      waits ? all?.map((one) => (one.delivery.id === delivery.id ? { ...one, delivery } : one)) : all?.filter((one) => one.delivery.id !== delivery.id));
  }
  // A new take of one that waits: the list is read again to see which one counts.
  const replaces = client.getQueryData<Need[]>(keys.needs)?.some((one) => one.delivery.post === delivery.post && one.delivery.feed === delivery.feed) ?? false;
  return waits || waited || replaces || delivery.step === "held";
}

function patchDelivery(delivery: Delivery) {
  if (delivery.state === "PUBLISHED" && delivery.sentAt && Date.now() - Date.parse(delivery.sentAt) < 60_000) {
    wentLive.set(delivery.id, Date.now());
  }
  const brief: DeliveryBrief = {
    id: delivery.id, feed: delivery.feed, platform: delivery.platform, state: delivery.state, step: delivery.step ?? null,
    sentAt: delivery.sentAt ?? null, lagMillis: delivery.lagMillis ?? null, link: delivery.link ?? null, reason: delivery.reason ?? null, retractedAt: delivery.retractedAt ?? null,
  };
  client.setQueriesData<CalendarItem[]>({ queryKey: keys.calendar }, (items) =>
    items?.map((item) =>
      item.post === delivery.post && item.deliveries.some((one) => one.id === delivery.id)
        ? { ...item, deliveries: item.deliveries.map((one) => (one.id === delivery.id ? brief : one)) }
        : item,
    ),
  );
  // A delivery that the post does not have yet leaves it as it is, stale: patched, it would count as read just now.
  client.setQueryData<Post>(keys.post(delivery.post), (post) =>
    !post?.deliveries.some((one) => one.id === delivery.id) ? undefined : {
      ...post,
      deliveries: post.deliveries.map((one) => (one.id === delivery.id && one.version <= delivery.version ? { ...one, ...delivery } : one)),
    },
  );
}
