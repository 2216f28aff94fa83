import { Tooltip } from "@mantine/core";
import { TrendingDown, TrendingUp } from "lucide-react";
import { useI18n } from "../../i18n";
import { change, type Metric, type Overview } from "../../models/report";
import classes from "./reports.module.css";

type Props = { metrics: Metric[]; now: Overview; chosen: Metric; onChoose: (metric: Metric) => void };

/** Four numbers with their small trend, how they compare, and when they were read. A click shows one in the chart. */
export function Figures({ metrics, now, chosen, onChoose }: Props) {
  const { t, say } = useI18n();
  return (
    <div className={classes.figures}>
      {metrics.map((metric) => {
        const reading = now.metrics[metric];
        const moved = change(reading?.value, now.before.metrics[metric]?.value);
        const points = now.series.map((day) => day.metrics[metric] ?? 0);
        return (
          <button key={metric} type="button" className={classes.figure} aria-pressed={metric === chosen} disabled={!reading} onClick={() => onChoose(metric)}>
            <Tooltip label={t(`define.${metric}`)} multiline w={260} events={{ hover: true, focus: true, touch: true }}>
              <span className={classes.figureName}>{t(`metric.${metric}`)}</span>
            </Tooltip>
            <span className={classes.figureLine}>
              <strong title={reading ? say.number(reading.value) : undefined}>{reading ? say.short(reading.value) : t("app.none")}</strong>
              {reading && points.length > 1 && <Spark points={points} />}
            </span>
            <span className={classes.figureFoot}>
              {moved !== null && Math.round(moved * 100) !== 0 && (
                <span data-up={moved > 0 || undefined} className={classes.moved}>
                  {moved > 0 ? <TrendingUp size={14} aria-hidden="true" /> : <TrendingDown size={14} aria-hidden="true" />}
                  {t(moved > 0 ? "reports.more" : "reports.less", { share: say.share(Math.abs(moved)) })}
                </span>
              )}
              {moved !== null && Math.round(moved * 100) === 0 && <span>{t("reports.same")}</span>}
              <span>{reading ? t("reports.asOf", { time: asOf(reading.at, say) }) : t("reports.notRead")}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}

/** The clock alone for today's readings, the day as well for older ones. */
export function asOf(at: string, say: ReturnType<typeof useI18n>["say"]): string {
  return Date.now() - Date.parse(at) < 12 * 3_600_000 ? say.time(at) : say.moment(at);
}

function Spark({ points }: { points: number[] }) {
  const most = Math.max(...points, 1);
  const step = 72 / (points.length - 1);
  const path = points.map((value, n) => `${n === 0 ? "M" : "L"}${(n * step).toFixed(1)} ${(22 - (value / most) * 20).toFixed(1)}`).join("");
  return (
    <svg className={classes.spark} width="72" height="24" viewBox="0 0 72 24" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
