import type { Question } from "../../api/reports";
import { API, query } from "../../api/http";

/** Where the posts of a report are as a file for spreadsheets; the browser saves it, as the answer says. */
export function csvOf({ from, to, feeds, zone }: Question, sort: string): string {
  return `${API}/reports/posts.csv${query({ from, to, feeds: feeds.join(",") || null, zone, sort })}`;
}
