import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { useReducedMotion } from "@mantine/hooks";
import { useI18n } from "../../i18n";
import type { Metric, Overview } from "../../models/report";
import classes from "./reports.module.css";

/** One column per day of publication; hovering gives the day and its number. */
export default function Chart({ series, metric }: { series: Overview["series"]; metric: Metric }) {
  const { t, say } = useI18n();
  const still = useReducedMotion();
  const name = t(`metric.${metric}`);
  const data = series.map((day) => ({ day: say.day(day.from), [name]: day.metrics[metric] ?? null, posts: day.posts }));
  const first = series[0];
  const last = series[series.length - 1];
  return (
    <div role="img" aria-label={first && last ? t("reports.chartAlt", { metric: name, from: say.day(first.from), to: say.day(last.from) }) : name} className={classes.columnsBox}>
      <BarChart
        h={280}
        data={data}
        dataKey="day"
        series={[{ name, color: "var(--accent)" }]}
        valueFormatter={(value) => say.number(value)}
        gridAxis="x"
        tickLine="none"
        strokeDasharray="0"
        maxBarWidth={36}
        barProps={{ radius: [3, 3, 0, 0], isAnimationActive: !still }}
        xAxisProps={{ minTickGap: 24, tick: { fill: "var(--ink-3)", fontSize: 12 } }}
        yAxisProps={{ width: 56, tick: { fill: "var(--ink-3)", fontSize: 12 }, tickFormatter: (value: number) => say.short(value) }}
        tooltipAnimationDuration={0}
      />
    </div>
  );
}
