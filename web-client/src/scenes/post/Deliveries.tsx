import { useQuery } from "@tanstack/react-query";
import { ChevronRight, ExternalLink } from "lucide-react";
import { Fragment, useState } from "react";
import { wentLive } from "../../api/live";
import { fetchDelivery } from "../../api/posts";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import { en, type Key } from "../../i18n/en";
import type { Feed } from "../../models/feed";
import type { Delivery } from "../../models/post";
import { shownDelivery } from "../../models/states";
import { Failure } from "../../parts/Failure";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { StateMark } from "../../parts/StateMark";
import classes from "./post.module.css";

/** Where each feed stands, in the order the feeds are connected; under each its story. */
export function Deliveries({ deliveries, feeds }: { deliveries: Delivery[]; feeds: Feed[] }) {
  const { t } = useI18n();
  const order = new Map(feeds.map((feed, n) => [feed.id, n]));
  const sorted = [...deliveries].sort((a, b) => (order.get(a.feed) ?? 99) - (order.get(b.feed) ?? 99));
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.feedHead}>{t("post.feed")}</th>
            <th scope="col">{t("post.state")}</th>
            <th scope="col">{t("post.due")}</th>
            <th scope="col">{t("post.wentOut")}</th>
            <th scope="col" className={classes.number}>{t("post.lag")}</th>
            <th scope="col">{t("post.link")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => <Row key={one.id} delivery={one} name={feeds.find((feed) => feed.id === one.feed)?.name ?? one.feed} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row({ delivery, name }: { delivery: Delivery; name: string }) {
  const { t, say } = useI18n();
  const shown = shownDelivery(delivery);
  // Trouble tells its story unasked.
  const trouble = shown === "failed" || shown === "missed" || shown === "review";
  const [asked, setAsked] = useState<boolean | null>(null);
  const open = asked ?? trouble;
  const fresh = shown === "live" && Date.now() - (wentLive.get(delivery.id) ?? 0) < 12_000;
  const word = fresh ? t("state.justNow") : delivery.step === "unclear" ? t("state.unclear") : undefined;
  return (
    <Fragment>
      <tr data-fresh={fresh || undefined}>
        <th scope="row">
          <span className={classes.feed}>
            <button type="button" className={classes.storyButton} aria-expanded={open} aria-label={t("post.storyOf", { feed: name })} onClick={() => setAsked(!open)}>
              <ChevronRight size={16} aria-hidden="true" />
            </button>
            <PlatformBadge platform={delivery.platform} /> {name}
          </span>
        </th>
        <td><StateMark shown={shown} word={word} /></td>
        <td title={say.exact(delivery.due)}>{say.moment(delivery.due)}</td>
        <td>{delivery.sentAt ? <time dateTime={delivery.sentAt} title={say.exact(delivery.sentAt)}>{say.clock(delivery.sentAt)}</time> : t("app.none")}</td>
        <td className={classes.number}>{delivery.lagMillis === null || delivery.lagMillis === undefined ? t("app.none") : say.lag(delivery.lagMillis)}</td>
        <td>
          {delivery.link ? (
            <a href={delivery.link} target="_blank" rel="noreferrer" className={classes.out}>
              <span aria-hidden="true">{t("app.open")}</span>
              <span className="visually-hidden">{t("post.openLink", { platform: platformName(delivery.platform) })}</span>
              <ExternalLink size={12} aria-hidden="true" />
            </a>
          ) : t("app.none")}
        </td>
      </tr>
      {open && (
        <tr className={classes.storyRow}>
          <td colSpan={6}>
            {delivery.reason && <p className={classes.reason}>{delivery.reason}</p>}
            <Story delivery={delivery} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Story({ delivery }: { delivery: Delivery }) {
  const { t, say } = useI18n();
  const story = useQuery({ queryKey: keys.delivery(delivery.id), queryFn: () => fetchDelivery(delivery.id) });
  if (story.isError && !story.data) return <Failure title={t("post.story")} failure={story.error} retry={() => void story.refetch()} />;
  if (!story.data) return <div className={classes.storyShape} aria-busy="true" />;
  return (
    <ol className={classes.story}>
      {story.data.log.map((entry, n) => {
        const key = `step.${entry.step}`;
        return (
          <li key={n} data-step={entry.step}>
            <time dateTime={entry.at} title={say.exact(entry.at)}>{say.day(entry.at) === say.day(delivery.due) ? say.clock(entry.at) : say.moment(entry.at)}</time>
            <span>
              {key in en ? t(key as Key) : entry.step}
              {entry.attempt !== null && entry.attempt !== undefined && entry.attempt > 1 && ` (${t("post.attempt", { number: entry.attempt })})`}
              {entry.detail && <small>{entry.detail}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
