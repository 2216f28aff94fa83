import { useEffect, useState } from "react";
import { wentLive } from "../../api/live";
import { useI18n } from "../../i18n";
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

/** Each platform once, in order, with how many feeds it has on the post. */
export function Platforms({ item }: { item: CalendarItem }) {
  const { t } = useI18n();
  const counts = new Map<string, number>();
  for (const one of item.deliveries) counts.set(one.platform, (counts.get(one.platform) ?? 0) + 1);
  return (
    <span className={classes.platforms}>
      <span className="visually-hidden">{t("posts.feeds", { count: item.deliveries.length })}</span>
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
      data-shown={shown}
      data-fresh={fresh || undefined}
      data-dense={dense || undefined}
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
