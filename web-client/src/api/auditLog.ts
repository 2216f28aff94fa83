import type { AuditRecord, Verification } from "../models/auditLog";
import type { Page } from "../models/post";
import { API, call } from "./http";

/** What is asked for; null = everything. */
export type AuditQuestion = { who: string | null; what: string | null };

function query(values: Record<string, string | null>): string {
  const text = new URLSearchParams(Object.entries(values).filter((one): one is [string, string] => one[1] !== null)).toString();
  return text ? `?${text}` : "";
}

export const fetchAudit = ({ who, what }: AuditQuestion, cursor: string | null) =>
  call<Page<AuditRecord>>("GET", `/audit${query({ who, what: what && `${what}.`, cursor })}`);

export const fetchVerification = () => call<Verification>("GET", "/audit/verification");

/** Where the same is had as a file. */
export const auditFile = ({ who, what }: AuditQuestion) => `${API}/audit.csv${query({ who, what: what && `${what}.` })}`;
