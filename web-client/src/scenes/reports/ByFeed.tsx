import { Tooltip } from "@mantine/core";
import { useFeeds } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { FeedReport, Metric, Metrics, Overview } from "../../models/report";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { asOf, Moved } from "./Figures";
import classes from "./reports.module.css";

/** Each feed's part of the period, against as much time before. */
export function ByFeed({ now, columns }: { now: Overview; columns: Metric[] }) {
  const { t } = useI18n();
  const feeds = useFeeds();
  const order = new Map((feeds.data ?? []).map((feed, n) => [feed.id, n]));
  const rows = [...now.feeds].sort((a, b) => (order.get(a.id) ?? 99) - (order.get(b.id) ?? 99));
  const followers = rows.some((row) => row.account?.followers);
  const head = (label: string, definition: string) => (
    <th key={label} scope="col" className={classes.number}>
      <Tooltip label={definition} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
        <span className={classes.figureName} tabIndex={0}>{label}</span>
      </Tooltip>
    </th>
  );
  return (
    <section className={classes.tableSection} aria-label={t("reports.byFeed")}>
      <div className={classes.chartHead}><h2>{t("reports.byFeed")}</h2></div>
      <div className={`${classes.tableBox} ${classes.byFeed}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("reports.feed")}</th>
              {head(t("reports.deliveries"), t("define.posts"))}
              {columns.map((one) => head(t(`metric.${one}`), t(`define.${one}`)))}
              {followers && head(t("reports.followers"), t("define.followers"))}
              <th scope="col">{t("reports.asOfHead")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => <Row key={row.id} row={row} columns={columns} followers={followers} name={feeds.data?.find((feed) => feed.id === row.id)?.name ?? row.name ?? row.id} />)}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row, columns, followers, name }: { row: FeedReport; columns: Metric[]; followers: boolean; name: string }) {
  const { t, say } = useI18n();
  const count = row.account?.followers;
  const newest = newestOf(row.metrics);
  return (
    <tr>
      <th scope="row"><span className={classes.feedCell}><PlatformBadge platform={row.platform} size={14} /> {name}</span></th>
      <td className={classes.number}>{say.number(row.posts)}</td>
      {columns.map((one) => <Compared key={one} now={row.metrics[one]?.value} at={row.metrics[one]?.at} before={row.before?.[one]?.value} />)}
      {followers && <Compared now={count?.value} at={count?.at} before={count?.before ?? undefined} />}
      <td className={classes.when}>{newest ? asOf(newest, say) : t("app.none")}</td>
    </tr>
  );
}

function Compared({ now, at, before }: { now: number | undefined; at: string | undefined; before: number | undefined }) {
  const { t, say } = useI18n();
  return (
    <td className={classes.number} title={at ? t("reports.asOf", { time: asOf(at, say) }) : t("reports.notRead")}>
      {now === undefined ? t("app.none") : say.number(now)}
      <small className={classes.compared}><Moved now={now} before={before} brief /></small>
    </td>
  );
}

function newestOf(metrics: Metrics): string | null {
  return Object.values(metrics).reduce<string | null>((newest, one) => (newest === null || Date.parse(one.at) > Date.parse(newest) ? one.at : newest), null);
}
