import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router-dom";
import { keys } from "../../api/queries";
import { fetchOverview } from "../../api/reports";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { METRICS, reachesOf, type Metric, type Overview } from "../../models/report";
import { wallTime } from "../../models/zone";
import { useComposer, useFeedFilter } from "../../parts/address";
import { DateField } from "../../parts/DateField";
import { Empty, Failure } from "../../parts/Failure";
import { useNow } from "../../parts/useNow";
import { ByFeed } from "./ByFeed";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { boundsOf, PERIODS, periodOf, type Period } from "./period";
import classes from "./reports.module.css";
import { sentence } from "./sentence";
import { Table } from "./Table";

/** What best says how far posts came: the first of these that any platform reported. */
const HEADLINES: Metric[] = ["views", "impressions", "reach", "likes"];

/** `/reports?period=28&feed=...&metric=likes&sort=likes` */
export default function Reports() {
  const { t } = useI18n();
  const { workspace } = useMe();
  const { chosen } = useFeedFilter();
  const now = useNow(60_000);
  const [search, setSearch] = useSearchParams();
  const today = wallTime(workspace.zone, now).date;
  const period = periodOf(search, today);

  const question = { ...boundsOf(period, workspace.zone), feeds: chosen, zone: workspace.zone };
  const current = useQuery({
    queryKey: [...keys.reports, "overview", question],
    queryFn: () => fetchOverview(question),
    placeholderData: keepPreviousData,
  });

  return (
    <div className={classes.scene}>
      <PeriodBar period={period} today={today} onChange={(make) => setSearch((params) => make(new URLSearchParams(params)))} />
      {current.isError && !current.data ? (
        <Failure title={t("reports.failed")} failure={current.error} retry={() => void current.refetch()} />
      ) : !current.data ? (
        <div className={classes.shape} aria-busy="true" />
      ) : current.data.posts === 0 ? (
        <Nothing />
      ) : (
        <Answer now={current.data} period={period} question={question} />
      )}
    </div>
  );
}

function Nothing() {
  const { t } = useI18n();
  const { may } = useMe();
  const composer = useComposer();
  return (
    <Empty title={t("reports.headlineNothing")} hint={t("reports.emptyHint")}>
      {may("EDITOR") && <Button onClick={() => composer.open()}>{t("top.newPost")}</Button>}
    </Empty>
  );
}

function Answer({ now, period, question }: { now: Overview; period: Period; question: Parameters<typeof fetchOverview>[0] }) {
  const { t, say } = useI18n();
  const [search, setSearch] = useSearchParams();
  const read = METRICS.filter((one) => now.metrics[one] !== undefined);
  const main = HEADLINES.find((one) => now.metrics[one] !== undefined) ?? "likes";
  const asked = METRICS.find((one) => one === search.get("metric"));
  const metric = asked && read.includes(asked) ? asked : main;
  const columns: Metric[] = [...reachesOf(now.metrics), "likes", "comments", "shares"];
  const set = (name: string, value: string) =>
    setSearch((params) => {
      const next = new URLSearchParams(params);
      next.set(name, value);
      return next;
    }, { replace: true });

  return (
    <>
      <p className={classes.sentence}>{sentence(now, main, period.days, t, say.short, say.share)}</p>
      <Figures metrics={columns} now={now} chosen={metric} onChoose={(one) => set("metric", one)} />
      <section className={classes.chart} aria-label={t("reports.perDay", { metric: t(`metric.${metric}`) })}>
        <div className={classes.chartHead}>
          <h2>{t("reports.perDay", { metric: t(`metric.${metric}`) })}</h2>
          {read.length > 1 && (
            <SegmentedControl size="xs" aria-label={t("reports.metric")} value={metric} onChange={(one) => set("metric", one)} data={read.map((one) => ({ value: one, label: t(`metric.${one}`) }))} />
          )}
        </div>
        <Chart series={now.series} metric={metric} />
      </section>
      <ByFeed now={now} columns={columns} />
      <Table question={question} columns={columns} sort={search.get("sort")} onSort={(one) => set("sort", one)} />
    </>
  );
}

function PeriodBar({ period, today, onChange }: { period: Period; today: string; onChange: (make: (params: URLSearchParams) => URLSearchParams) => void }) {
  const { t } = useI18n();
  const custom = (from: string, to: string) =>
    onChange((params) => {
      params.delete("period");
      params.set("from", from);
      params.set("to", to);
      return params;
    });
  return (
    <div className={classes.bar}>
      <SegmentedControl
        size="xs"
        aria-label={t("reports.period")}
        value={period.preset === null ? "custom" : String(period.preset)}
        onChange={(next) =>
          next === "custom"
            ? custom(period.from, period.to)
            : onChange((params) => {
                params.delete("from");
                params.delete("to");
                params.set("period", next);
                return params;
              })
        }
        data={[...PERIODS.map((one) => ({ value: String(one), label: t("reports.days", { count: one }) })), { value: "custom", label: t("reports.custom") }]}
      />
      {period.preset === null && (
        <div className={classes.dates}>
          <DateField size="xs" label={t("reports.from")} value={period.from} max={period.to} onChange={(from) => from && from <= period.to && custom(from, period.to)} />
          <DateField size="xs" label={t("reports.to")} value={period.to} min={period.from} max={today} onChange={(to) => to >= period.from && custom(period.from, to)} />
        </div>
      )}
    </div>
  );
}
