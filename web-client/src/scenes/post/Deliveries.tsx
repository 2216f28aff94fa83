import { Tooltip } from "@mantine/core";
import { ChevronRight, ExternalLink } from "lucide-react";
import { Fragment, useEffect, useRef, useState, type ReactNode } from "react";
import { useLocation } from "react-router-dom";
import { wentLive } from "../../api/live";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { asLink } from "../../models/needs";
import type { Delivery, Post } from "../../models/post";
import { shownDelivery } from "../../models/states";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { StateMark } from "../../parts/StateMark";
import classes from "./post.module.css";
import { Story } from "./Story";

/**
 * Where each feed stands, in the order the feeds are connected; under each its story. `#d-<delivery>` opens one. The roles are written out because
 * on a narrow screen the rows are stacked, and a table that is not laid out as one is none to a screen reader.
 */
export function Deliveries({ post, feeds }: { post: Post; feeds: Feed[] }) {
  const { t } = useI18n();
  const order = new Map(feeds.map((feed, n) => [feed.id, n]));
  const sorted = [...post.deliveries].sort((a, b) => (order.get(a.feed) ?? 99) - (order.get(b.feed) ?? 99));
  return (
    <div className={classes.tableBox}>
      <table role="table" className={classes.table}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" className={classes.feedHead}>{t("post.feed")}</th>
            <th role="columnheader" scope="col">{t("post.state")}</th>
            <th role="columnheader" scope="col">{t("post.due")}</th>
            <th role="columnheader" scope="col">{t("post.wentOut")}</th>
            <th role="columnheader" scope="col" className={classes.number}><LagWord /></th>
            <th role="columnheader" scope="col">{t("post.link")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {sorted.map((one) => <Row key={one.id} delivery={one} post={post} name={feeds.find((feed) => feed.id === one.feed)?.name ?? one.feed} />)}
        </tbody>
      </table>
    </div>
  );
}

function LagWord() {
  const { t } = useI18n();
  return (
    <Tooltip label={t("post.lagMeans")} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
      <span className={classes.explained} tabIndex={0}>{t("post.lag")}</span>
    </Tooltip>
  );
}

/** A cell that carries its column's name along, for where there are no columns to be seen. */
function Cell({ label, className, children, title }: { label: ReactNode; className?: string; children: ReactNode; title?: string }) {
  return (
    <td role="cell" className={className} title={title}>
      <span className={classes.cellLabel} aria-hidden="true">{label}</span>
      {children}
    </td>
  );
}

function Row({ delivery, post, name }: { delivery: Delivery; post: Post; name: string }) {
  const { t, say } = useI18n();
  const shown = shownDelivery(delivery);
  // Trouble tells its story unasked.
  const trouble = shown === "failed" || shown === "missed" || shown === "review" || shown === "unclear";
  const [asked, setAsked] = useState<boolean | null>(null);
  const { hash } = useLocation();
  const named = hash === `#d-${delivery.id}`;
  const open = asked ?? (trouble || named);
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (named) row.current?.scrollIntoView({ block: "start" });
  }, [named]);
  const fresh = shown === "live" && Date.now() - (wentLive.get(delivery.id) ?? 0) < 12_000;
  const word = fresh ? t("state.justNow") : undefined;
  const link = delivery.retractedAt ? null : asLink(delivery.link);
  return (
    <Fragment>
      <tr role="row" ref={row} id={`d-${delivery.id}`} data-fresh={fresh || undefined}>
        <th role="rowheader" scope="row">
          <span className={classes.feed}>
            <button type="button" className={classes.storyButton} aria-expanded={open} aria-label={t("post.storyOf", { feed: name })} onClick={() => setAsked(!open)}>
              <ChevronRight size={16} aria-hidden="true" />
            </button>
            <PlatformBadge platform={delivery.platform} /> <span>{name}</span>
          </span>
        </th>
        <td role="cell" className={classes.stateCell}><StateMark shown={shown} word={word} /></td>
        <Cell label={t("post.due")} title={say.exact(delivery.due)}>{say.moment(delivery.due)}</Cell>
        <Cell label={t("post.wentOut")}>{delivery.sentAt ? <time dateTime={delivery.sentAt} title={say.exact(delivery.sentAt)}>{say.clock(delivery.sentAt)}</time> : t("app.none")}</Cell>
        <Cell label={t("post.lag")} className={classes.number}>{delivery.lagMillis === null || delivery.lagMillis === undefined ? t("app.none") : say.lag(delivery.lagMillis)}</Cell>
        <Cell label={t("post.link")}>
          {link ? (
            <a href={link} target="_blank" rel="noreferrer" className={classes.out}>
              <span aria-hidden="true">{t("app.open")}</span>
              <span className="visually-hidden">{t("post.openLink", { platform: platformName(delivery.platform) })}</span>
              <ExternalLink size={12} aria-hidden="true" />
            </a>
          ) : t("app.none")}
        </Cell>
      </tr>
      {open && (
        <tr role="row" className={classes.storyRow}>
          <td role="cell" colSpan={6}>
            <div className={classes.told}><Story delivery={delivery} post={post} name={name} /></div>
          </td>
        </tr>
      )}
    </Fragment>
  );
}
