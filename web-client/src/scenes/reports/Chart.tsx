import { Tooltip } from "@mantine/core";
import { useI18n } from "../../i18n";
import { ticksTo, type Metric, type Overview } from "../../models/report";
import classes from "./reports.module.css";

/** About so many days have their name under them. */
const NAMED = 7;

/** One column per day of publication; hovering gives the day and its number. A day without a number has none. */
export function Chart({ series, metric }: { series: Overview["series"]; metric: Metric }) {
  const { t, say } = useI18n();
  const name = t(`metric.${metric}`);
  const first = series[0];
  const last = series[series.length - 1];
  const ticks = ticksTo(Math.max(0, ...series.map((day) => day.metrics[metric] ?? 0)));
  const top = ticks[ticks.length - 1]!;
  const every = Math.ceil(series.length / NAMED);
  return (
    <div role="img" aria-label={first && last ? t("reports.chartAlt", { metric: name, from: say.day(first.from), to: say.day(last.from) }) : name} className={classes.columnsBox}>
      <div className={classes.plot}>
        {ticks.map((tick) => <span key={tick} className={classes.tick} style={{ bottom: `${(tick / top) * 100}%` }}>{say.short(tick)}</span>)}
        {series.map((day, n) => {
          const value = day.metrics[metric];
          return (
            <Tooltip
              key={day.from}
              label={t("reports.onDay", { day: say.day(day.from), value: value === undefined ? t("app.none") : say.number(value), metric: name, posts: day.posts })}
              transitionProps={{ duration: 0 }}
            >
              <div className={classes.column}>
                {value !== undefined && <span style={{ height: `${(value / top) * 100}%` }} />}
                {n % every === 0 && <small data-minor={(n / every) % 2 === 1 || undefined} data-last={n > series.length * 0.9 || undefined}>{say.day(day.from)}</small>}
              </div>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
