import { Button } from "@mantine/core";
import { Link } from "react-router-dom";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { CalendarItem } from "../../models/post";
import { plusDays, wallTime } from "../../models/zone";
import { useComposer } from "../../parts/address";
import { Empty } from "../../parts/Failure";
import { Labels } from "../../parts/Labels";
import { StateMark } from "../../parts/StateMark";
import { Thumb } from "../../parts/Thumb";
import classes from "./calendar.module.css";
import { goesTo, Platforms, shownItem, useFresh } from "./Card";
import { startOf } from "./range";

type Props = { items: CalendarItem[] | undefined; from: string; to: string; zone: string; feeds: Feed[]; filtered: boolean; now: number };

/** Two weeks as a list, day by day; what has passed is paler. */
export function Agenda({ items, from, to, zone, feeds, filtered, now }: Props) {
  const { t, say } = useI18n();
  const { may } = useMe();
  const composer = useComposer();
  if (!items) {
    return <div className={classes.agenda} aria-busy="true">{Array.from({ length: 6 }, (_, n) => <div key={n} className={classes.rowShape} />)}</div>;
  }
  const days = new Map<string, CalendarItem[]>();
  for (const item of [...items].sort((a, b) => Date.parse(a.due) - Date.parse(b.due))) {
    const day = wallTime(zone, item.due).date;
    if (day < from || day >= to) continue;
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  if (days.size === 0) {
    const names = { from: say.day(startOf(zone, from) + 43_200_000), to: say.day(startOf(zone, plusDays(to, -1)) + 43_200_000) };
    return (
      <Empty title={filtered ? t("calendar.emptyFiltered") : t("calendar.emptyList", names)}>
        {may("EDITOR") && <Button onClick={() => composer.open()}>{t("top.newPost")}</Button>}
      </Empty>
    );
  }
  return (
    <div className={classes.agenda}>
      {[...days].map(([day, list]) => (
        <section key={day}>
          <h3>{say.day(startOf(zone, day) + 43_200_000)}</h3>
          <ul>{list.map((item) => <Row key={item.post} item={item} feeds={feeds} now={now} />)}</ul>
        </section>
      ))}
    </div>
  );
}

function Row({ item, feeds, now }: { item: CalendarItem; feeds: Feed[]; now: number }) {
  const { t, say } = useI18n();
  const shown = shownItem(item);
  const fresh = useFresh(item) && shown === "live";
  const live = item.deliveries.filter((one) => one.state === "PUBLISHED").length;
  const partly = live > 0 && live < item.deliveries.length;
  const names = goesTo(item, feeds).map((one) => one.name);
  return (
    <li>
      <Link to={`/posts/${item.post}`} className={classes.row} data-past={Date.parse(item.due) < now || undefined} data-fresh={fresh || undefined} data-shown={shown}>
        <time>{say.time(item.due)}</time>
        <span className={classes.rowState}><StateMark shown={shown} word={fresh ? t("state.justNow") : undefined} /></span>
        {item.media ? <Thumb media={item.media} size={36} /> : <span className={classes.noThumb} />}
        <span className={classes.rowText}>{item.text || t("calendar.noText")}</span>
        <Labels labels={item.labels} />
        <span className={classes.rowEnd} title={names.join("\n")}>
          {partly && <small>{t("state.liveOf", { live, all: item.deliveries.length })}</small>}
          <Platforms item={item} />
        </span>
      </Link>
    </li>
  );
}
