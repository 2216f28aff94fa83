import type { Audit } from "../models/audit";
import { call, Problem, query } from "./http";

/** The last check; null if there was none yet. */
export async function fetchAudit(): Promise<Audit | null> {
  try {
    return await call<Audit>("GET", "/deliveries/audit");
  } catch (failure) {
    if (failure instanceof Problem && failure.type === "audit-not-found") return null;
    throw failure;
  }
}

export const runAudit = (days: number) => call<Audit>("POST", `/deliveries/audit${query({ days })}`);
