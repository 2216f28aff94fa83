import type { FeedError, Problem } from "../api/http";
import { en, type Key } from "./en";
import type { Values } from "./format";

export type Translate = (key: Key, values?: Values) => string;

function keyOf(type: string): Key | null {
  const key = `problem.${type}`;
  return key in en ? (key as Key) : null;
}

/** A problem in the reader's language: worded by its type, else by its status, else in the server's own words. */
export function wordProblem(problem: Problem, t: Translate): string {
  const byType = keyOf(problem.type);
  if (byType) return t(byType);
  if (problem.type.endsWith("-not-found")) return t("problem.http-404");
  // A type this client does not know yet: its own detail says more than the bare status.
  if (problem.detail && problem.status < 500) return problem.detail;
  const byStatus = keyOf(`http-${problem.status}`);
  if (byStatus) return t(byStatus);
  return problem.detail || t("problem.unknown", { status: String(problem.status) });
}

/** One broken rule of one feed; `feedName` is how the screen calls the feed. */
export function wordFeedError(error: FeedError, feedName: string, t: Translate): string {
  const key = keyOf(error.type);
  const complete = key !== null && (!/\{(limit|length)\b/.test(en[key]) || (error.limit !== undefined && error.length !== undefined));
  if (key && complete) {
    return t(key, { feed: feedName, limit: error.limit ?? "", length: error.length ?? "" });
  }
  return error.detail ? `${feedName}: ${error.detail}` : `${feedName}: ${error.type}`;
}
