import { Tooltip } from "@mantine/core";
import { TrendingDown, TrendingUp } from "lucide-react";
import { useI18n } from "../../i18n";
import { change, sparkPath, type Metric, type Overview } from "../../models/report";
import classes from "./reports.module.css";

type Props = { metrics: Metric[]; now: Overview; chosen: Metric; onChoose: (metric: Metric) => void };

/** The numbers with their small trend, how they compare, and when they were read. A click shows one in the chart. */
export function Figures({ metrics, now, chosen, onChoose }: Props) {
  const { t, say } = useI18n();
  return (
    <div className={classes.figures}>
      {metrics.map((metric) => {
        const reading = now.metrics[metric];
        const points = now.series.map((day) => day.metrics[metric]);
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
              <Moved now={reading?.value} before={now.before.metrics[metric]?.value} />
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

/** More or less than in the period before; nothing where there is nothing to compare with. `brief` leaves the words to the pointer. */
export function Moved({ now, before, brief = false }: { now: number | undefined; before: number | undefined; brief?: boolean }) {
  const { t, say } = useI18n();
  const moved = change(now, before);
  if (moved === null) return null;
  const level = Math.round(moved * 100) === 0;
  const words = level ? t("reports.same") : t(moved > 0 ? "reports.more" : "reports.less", { share: say.share(Math.abs(moved)) });
  if (brief) {
    return (
      <span data-up={moved > 0 || undefined} className={level ? undefined : classes.moved} title={words}>
        <span aria-hidden="true">{level ? "±0" : `${moved > 0 ? "+" : "−"}${say.share(Math.abs(moved))}`}</span>
        <span className="visually-hidden">{words}</span>
      </span>
    );
  }
  if (level) return <span>{words}</span>;
  const Icon = moved > 0 ? TrendingUp : TrendingDown;
  return (
    <span data-up={moved > 0 || undefined} className={classes.moved}>
      <Icon size={14} aria-hidden="true" />
      {words}
    </span>
  );
}

function Spark({ points }: { points: (number | undefined)[] }) {
  return (
    <svg className={classes.spark} width="72" height="24" viewBox="-1 -2 74 26" aria-hidden="true">
      <path d={sparkPath(points, 72, 22)} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
