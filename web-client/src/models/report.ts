/** A number a platform reported and when it was read. */
export type Reading = { value: number; at: string };

/** By metric name; a metric never read is absent and shown as "-". */
export type Metrics = Record<string, Reading>;

export const METRICS = ["views", "impressions", "reach", "likes", "comments", "shares", "quotes", "saves", "clicks"] as const;
export type Metric = (typeof METRICS)[number];

export type Overview = {
  from: string;
  to: string;
  asOf: string | null;
  posts: number;
  metrics: Metrics;
  feeds: { id: string; platform: string; posts: number; metrics: Metrics }[];
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

/** Change against the period before, as a share: 0.08 is 8 % more. Null when there is nothing to compare with. */
export function change(now: number | undefined, before: number | undefined): number | null {
  if (now === undefined || before === undefined || before === 0) return null;
  return (now - before) / before;
}
