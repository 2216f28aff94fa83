import type { ApprovalRules, Approval } from "../models/approval";
import type { Page, Post } from "../models/post";
import { call } from "./http";

export const fetchApprovalRules = () => call<ApprovalRules>("GET", "/approvals/settings");
export const saveApprovalRules = (rules: ApprovalRules) => call<ApprovalRules>("PUT", "/approvals/settings", { body: rules });

/** What waits for the one who is signed in, the next to go out first. */
export const fetchApprovals = () => call<Page<Post>>("GET", "/approvals").then((page) => page.items);

export type Verdict = "approve" | "reject";
export const decideApproval = (post: string, seen: Approval, verdict: Verdict, note: string) =>
  call<Post>("POST", `/posts/${post}/${verdict}`, { body: { hash: seen.hash, stage: seen.waiting, note: note.trim() || null } });

export const submitPost = (id: string, due?: string, zone?: string) => call<Post>("POST", `/posts/${id}/submit`, { body: due ? { due, zone } : {} });
