import type { Page } from "../models/post";
import type { Overview, ReportedPost } from "../models/report";
import { call, query } from "./http";

/** `from` and `to` are offset date-times; an empty list of feeds means all. */
export type Question = { from: string; to: string; feeds: string[]; zone: string };

export const fetchOverview = ({ from, to, feeds, zone }: Question) =>
  call<Overview>("GET", `/reports/overview${query({ from, to, feeds: feeds.join(",") || null, zone })}`);

export const fetchReportedPosts = ({ from, to, feeds }: Question, sort: string, cursor: string | null) =>
  call<Page<ReportedPost>>("GET", `/reports/posts${query({ from, to, feeds: feeds.join(",") || null, sort, cursor })}`);
