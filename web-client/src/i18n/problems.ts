import type { FeedError, Problem } from "../api/http";
import type { Key } from "./en";
import { format, type Values } from "./format";

export type Translate = {
  (key: Key, values?: Values): string;
  /** The message of a key that may not exist, e.g. one made of a word of the server; undefined then. */
  message: (key: string) => string | undefined;
};

export function translator(messages: Record<Key, string>, language: string): Translate {
  const t = (key: Key, values?: Values) => format(messages[key], language, values);
  t.message = (key: string) => (messages as Record<string, string | undefined>)[key];
  return t;
}

function keyOf(type: string, t: Translate): Key | null {
  const key = `problem.${type}`;
  return t.message(key) === undefined ? null : (key as Key);
}

/** A problem in the reader's language: worded by its type, else by its status, else in the server's own words. */
export function wordProblem(problem: Problem, t: Translate): string {
  const byType = keyOf(problem.type, t);
  if (byType) return t(byType);
  if (problem.type.endsWith("-not-found")) return t("problem.http-404");
  // A type this client does not know yet: its own detail says more than the bare status.
  if (problem.detail && problem.status < 500) return problem.detail;
  const byStatus = keyOf(`http-${problem.status}`, t);
  if (byStatus) return t(byStatus);
  return problem.detail || t("problem.unknown", { status: String(problem.status) });
}

/** One broken rule of one feed; `feedName` is how the screen calls the feed. */
export function wordFeedError(error: FeedError, feedName: string, t: Translate): string {
  const key = keyOf(error.type, t);
  const complete = key !== null && (!/\{(limit|length)\b/.test(t.message(key) ?? "") || (error.limit !== undefined && error.length !== undefined));
  if (key && complete) {
    return t(key, { feed: feedName, limit: error.limit ?? "", length: error.length ?? "" });
  }
  return error.detail ? `${feedName}: ${error.detail}` : `${feedName}: ${error.type}`;
}
