import { Button, Tooltip } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDown, Download, ExternalLink } from "lucide-react";
import { Link } from "react-router-dom";
import { keys, useFeeds } from "../../api/queries";
import { fetchReportedPosts, type Question } from "../../api/reports";
import { useI18n } from "../../i18n";
import type { Metric, ReportedPost } from "../../models/report";
import { Failure } from "../../parts/Failure";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { Thumb } from "../../parts/Thumb";
import { csvOf } from "./csv";
import { asOf } from "./Figures";
import classes from "./reports.module.css";

const PUBLISHED = "published";

type Props = { question: Question; columns: Metric[]; sort: string | null; onSort: (sort: string) => void };

/** Every delivery of the period with its numbers, the greatest or the newest first. */
export function Table({ question, columns, sort, onSort }: Props) {
  const { t } = useI18n();
  const by = sort && (columns as string[]).includes(sort) ? sort : PUBLISHED;
  const feeds = useFeeds();
  const posts = useInfiniteQuery({
    queryKey: [...keys.reports, "posts", question, by],
    queryFn: ({ pageParam }) => fetchReportedPosts(question, by, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const rows = posts.data?.pages.flatMap((page) => page.items);
  const head = (column: string, label: string, definition?: string) => (
    <th key={column} scope="col" className={definition ? classes.number : undefined} aria-sort={by === column ? "descending" : undefined}>
      <Tooltip label={definition ?? ""} disabled={!definition} multiline w={260}>
        <button type="button" onClick={() => onSort(column)} aria-label={t("reports.sortBy", { column: label })}>
          {label} {by === column && <ArrowDown size={12} aria-hidden="true" />}
        </button>
      </Tooltip>
    </th>
  );

  return (
    <section className={classes.tableSection} aria-label={t("reports.posts")}>
      <div className={classes.chartHead}>
        <h2>{t("reports.posts")}</h2>
        <Button component="a" href={csvOf(question, by)} download variant="default" size="xs" leftSection={<Download size={14} aria-hidden="true" />}>{t("reports.download")}</Button>
      </div>
      {posts.isError && !rows ? (
        <Failure title={t("reports.failed")} failure={posts.error} retry={() => void posts.refetch()} />
      ) : (
        <div className={classes.tableBox}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("reports.post")}</th>
                <th scope="col">{t("reports.feed")}</th>
                {head(PUBLISHED, t("reports.published"))}
                {columns.map((one) => head(one, t(`metric.${one}`), t(`define.${one}`)))}
                <th scope="col"><span className="visually-hidden">{t("post.link")}</span></th>
              </tr>
            </thead>
            <tbody>
              {rows
                ? rows.map((row) => <Row key={row.delivery} row={row} columns={columns} feed={feeds.data?.find((feed) => feed.id === row.feed)?.name ?? row.feed} />)
                : Array.from({ length: 6 }, (_, n) => <tr key={n} aria-busy="true"><td colSpan={columns.length + 4}><div className={classes.rowShape} /></td></tr>)}
            </tbody>
          </table>
        </div>
      )}
      {posts.hasNextPage && <Button variant="default" size="xs" mt={12} loading={posts.isFetchingNextPage} onClick={() => void posts.fetchNextPage()}>{t("app.more")}</Button>}
    </section>
  );
}

function Row({ row, columns, feed }: { row: ReportedPost; columns: Metric[]; feed: string }) {
  const { t, say } = useI18n();
  return (
    <tr>
      <td>
        <Link to={`/posts/${row.post}`} className={classes.postCell}>
          {row.media ? <Thumb media={row.media} size={36} /> : null}
          <span>{row.text || t("calendar.noText")}</span>
        </Link>
      </td>
      <td><span className={classes.feedCell}><PlatformBadge platform={row.platform} size={14} /> {feed}</span></td>
      <td className={classes.when}>{say.moment(row.publishedAt)}</td>
      {columns.map((one) => {
        const reading = row.metrics[one];
        return <td key={one} className={classes.number} title={reading ? t("reports.asOf", { time: asOf(reading.at, say) }) : t("reports.notRead")}>{reading ? say.number(reading.value) : t("app.none")}</td>;
      })}
      <td>
        {row.link && <a href={row.link} target="_blank" rel="noreferrer" aria-label={t("reports.open")} className={classes.out}><ExternalLink size={14} aria-hidden="true" /></a>}
      </td>
    </tr>
  );
}
