import type { Translate } from "../../i18n/problems";
import { change, type Metric, type Overview } from "../../models/report";

/** Feeds that published in the period, and those of them whose platform reported a metric. */
function feedsThatReport(now: Overview, metric: Metric): { feeds: number; reporting: number } {
  const published = now.feeds.filter((feed) => feed.posts > 0);
  return { feeds: published.length, reporting: published.filter((feed) => feed.metrics[metric] !== undefined).length };
}

/** The report in one sentence: it says of how many feeds a number is, and without numbers that there are none yet, never 0. */
export function sentence(now: Overview, main: Metric, days: number, t: Translate, short: (value: number) => string, share: (value: number) => string): string {
  const { feeds, reporting } = feedsThatReport(now, main);
  const reading = now.metrics[main];
  if (!reading) return t("reports.headlineNoNumbers", { posts: now.posts, feeds });
  const values = { posts: now.posts, feeds, reporting, silent: feeds - reporting, value: short(reading.value), metric: t(`metricIn.${main}`), days };
  const moved = change(reading.value, now.before.metrics[main]?.value);
  if (moved === null) return t("reports.headline", values);
  if (Math.round(moved * 100) === 0) return t("reports.headlineSame", values);
  return t(moved > 0 ? "reports.headlineMore" : "reports.headlineLess", { ...values, share: share(Math.abs(moved)) });
}
