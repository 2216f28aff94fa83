/** A number a platform reported and when it was read. */
export type Reading = { value: number; at: string };

/** By metric name; a metric never read is absent and shown as "-". */
export type Metrics = Record<string, Reading>;

export const METRICS = ["views", "impressions", "reach", "likes", "comments", "shares", "quotes", "saves", "clicks"] as const;
export type Metric = (typeof METRICS)[number];

/** How far posts came. Platforms mean different things by them, so they are never added to each other. */
export const REACHES = ["views", "impressions", "reach"] as const satisfies Metric[];

/** One feed's part; one that published only in the period before is there with what it had then. */
export type FeedReport = {
  id: string;
  /** What the team called it, for one that is gone. */
  name?: string | null;
  platform: string;
  posts: number;
  metrics: Metrics;
  before: Metrics;
  /** The account itself, where its platform tells. */
  account?: { followers?: Reading & { before: number | null } };
};

export type Overview = {
  from: string;
  to: string;
  asOf: string | null;
  posts: number;
  metrics: Metrics;
  feeds: FeedReport[];
  series: { from: string; posts: number; metrics: Record<string, number> }[];
  /** The totals of as much time straight before, to compare with. */
  before: { from: string; to: string; posts: number; metrics: Metrics };
};

export type ReportedPost = {
  delivery: string;
  post: string;
  feed: string;
  platform: string;
  text: string;
  publishedAt: string;
  link: string | null;
  media: string | null;
  metrics: Metrics;
  readings: number;
};

/** What is read of how far posts came; views stand for it where nothing is, so that its absence shows. */
export function reachesOf(metrics: Metrics): Metric[] {
  const read = REACHES.filter((one) => metrics[one] !== undefined);
  return read.length > 0 ? read : ["views"];
}

/** A line through the days as pieces of an SVG path: a day without a number is a gap, never 0; a lone day is a dot. */
export function sparkPath(points: (number | undefined)[], width: number, height: number): string {
  const known = points.filter((one) => one !== undefined);
  const most = Math.max(...known, 1);
  const step = points.length > 1 ? width / (points.length - 1) : 0;
  return points
    .map((value, n) => {
      if (value === undefined) return "";
      const at = `${(n * step).toFixed(1)} ${(height - (value / most) * height).toFixed(1)}`;
      if (points[n - 1] !== undefined) return `L${at}`;
      return points[n + 1] === undefined ? `M${at}h0.01` : `M${at}`;
    })
    .join("");
}

/** Round numbers from 0 to at least the greatest value, at most five steps of 1, 2 or 5. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(most, 1) / 5;
  const size = 10 ** Math.floor(Math.log10(rough));
  // Counts are whole: there is no half a like.
  const step = Math.max(1, size * ([1, 2, 5, 10].find((one) => one * size >= rough) ?? 10));
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, n) => n * step);
}

/** Change against the period before, as a share: 0.08 is 8 % more. Null when there is nothing to compare with. */
export function change(now: number | undefined, before: number | undefined): number | null {
  if (now === undefined || before === undefined || before === 0) return null;
  return (now - before) / before;
}
