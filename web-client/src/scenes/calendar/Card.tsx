import { useEffect, useState } from "react";
import { wentLive } from "../../api/live";
import { useFeeds } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { CalendarItem } from "../../models/post";
import { shownPost, type Shown } from "../../models/states";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { StateMark } from "../../parts/StateMark";
import { Thumb } from "../../parts/Thumb";
import classes from "./calendar.module.css";

/** How long a post that has just gone out looks like it, in milliseconds. */
const FRESH = 12_000;

export function useFresh(item: CalendarItem): boolean {
  const latest = Math.max(0, ...item.deliveries.map((one) => wentLive.get(one.id) ?? 0));
  const [, redraw] = useState(0);
  const rest = latest + FRESH - Date.now();
  useEffect(() => {
    if (rest <= 0) return;
    const timer = setTimeout(() => redraw((n) => n + 1), rest);
    return () => clearTimeout(timer);
  }, [latest, rest > 0]);
  return rest > 0;
}

export function shownItem(item: CalendarItem): Shown {
  return shownPost(item.state, item.deliveries);
}

/** Where a post goes: by its deliveries, and a draft, which has none yet, by the feeds chosen for it. */
export function goesTo(item: CalendarItem, feeds: Feed[]): { id: string; platform: string; name: string }[] {
  const named = (id: string) => feeds.find((feed) => feed.id === id);
  if (item.deliveries.length > 0) return item.deliveries.map((one) => ({ id: one.feed, platform: one.platform, name: named(one.feed)?.name ?? one.platform }));
  return (item.feeds ?? []).flatMap((id) => named(id) ?? []);
}

/** Each platform once, in order, with how many feeds it has on the post. */
export function Platforms({ item }: { item: CalendarItem }) {
  const { t } = useI18n();
  const feeds = useFeeds();
  const to = goesTo(item, feeds.data ?? []);
  const counts = new Map<string, number>();
  for (const one of to) counts.set(one.platform, (counts.get(one.platform) ?? 0) + 1);
  return (
    <span className={classes.platforms}>
      <span className="visually-hidden">{t("posts.feeds", { count: to.length })}</span>
      {[...counts].map(([platform, count]) => (
        <span key={platform}>
          <PlatformBadge platform={platform} size={14} />
          {count > 1 && <small aria-hidden="true">{count}</small>}
        </span>
      ))}
    </span>
  );
}

/** One post on the calendar: time, platforms, thumbnail, first words, state. `at` differs from due while it is dragged. */
export function Card({ item, at, dense }: { item: CalendarItem; at: number | string; dense: boolean }) {
  const { t, say } = useI18n();
  const shown = shownItem(item);
  const fresh = useFresh(item) && shown === "live";
  const text = item.text || t("calendar.noText");
  return (
    <div
      className={classes.card}
      data-post={item.post}
      data-shown={shown}
      data-fresh={fresh || undefined}
      data-dense={dense || undefined}
      title={`${say.time(at)} ${fresh ? t("state.justNow") : t(`state.${shown}`)}\n${text}`}
    >
      <span className={classes.cardHead}>
        <span className="visually-hidden">{say.day(at)}</span>
        <StateMark shown={shown} brief word={fresh ? t("state.justNow") : undefined} />
        <time>{say.time(at)}</time>
        <Platforms item={item} />
      </span>
      <span className={classes.cardBody}>
        {!dense && <Thumb media={item.media} size={30} />}
        <span className={classes.cardText}>{text}</span>
      </span>
    </div>
  );
}
