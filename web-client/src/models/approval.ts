import type { Role } from "./session";

/** One look at a post before it goes out: decided by a role at least, or by those who are named. */
export type Stage = { name: string; role: Role; members: string[] };

/** Stages of one feed or label. */
export type SpecialStages = { scope: "feed" | "label"; id: string; stages: Stage[] };

export type ApprovalRules = { stages: Stage[]; overrides: SpecialStages[]; version: number };

/** `by` is the member; of an outside reader, who made the link and answers for it. */
export type Decision = { stage: string; approved: boolean; by: string; reader?: string | null; note?: string | null; at: string };

export type WhyNot = "OWN_WORK" | "DECIDED_BEFORE" | "NOT_ASKED";

export type Approval = {
  /** Of everything that it stands for; a decision names the one that was seen. */
  hash: string;
  stages: Stage[];
  decisions: Decision[];
  /** Which stage waits, counted from 0; null if none does. */
  waiting: number | null;
  by: string;
  at: string;
  expires: string;
  /** Whether the one who is signed in may decide now. */
  mine: boolean;
  whyNot: WhyNot | null;
  /** What was said to earlier forms of it, and whose change made it void. */
  voided: { at: string; by: string; decisions: Decision[] }[];
};

export const MOST_STAGES = 3;

/** The stages of a post to these feeds with these labels: of all lists that concern it, the longest. */
export function stagesFor(rules: ApprovalRules | undefined, feeds: string[], labels: string[]): Stage[] {
  if (!rules) return [];
  const of = (scope: SpecialStages["scope"], ids: string[]) => rules.overrides.filter((one) => one.scope === scope && ids.includes(one.id)).map((one) => one.stages);
  const lists = [...of("feed", feeds), ...of("label", labels), rules.stages];
  return lists.reduce((longest, list) => (list.length > longest.length ? list : longest), lists[0]!);
}
