/** Something that should always hold, but did not; `detail` is in English, for whoever looks into it. */
export type Finding = { rule: string; delivery: string; post?: string | null; feed: string; detail: string };

/** One rule: of how many deliveries it was asked, how often it did not hold. `text` says it where this client has no words. */
export type AuditRule = { id: string; looked: number; found: number; text?: string | null };

/** What a check of everything due between `from` and `to` has shown. */
export type Audit = {
  at: string;
  from: string;
  to: string;
  deliveries: number;
  /** Missing in checks of earlier releases. */
  rules?: AuditRule[] | null;
  /** At most 1000. */
  findings: Finding[];
  /** Worth knowing and no fault, at most 1000. Missing in checks of earlier releases. */
  notices?: Finding[] | null;
  /** Feeds that could not be read, or not to the end; `why` is in English. Missing in checks of earlier releases. */
  notCompared?: { feed: string; why: string }[] | null;
};

/** A rule with what broke it; `looked` and `found` are null where the check does not say. */
export type Kept = { id: string; looked: number | null; found: number; text: string | null; findings: Finding[] };

/** Every rule of a check in its order, those that were broken first; a rule that is known from its findings only comes too. */
export function keptOf(audit: Audit): Kept[] {
  const rules: Kept[] = (audit.rules ?? []).map((rule) => ({ id: rule.id, looked: rule.looked, found: rule.found, text: rule.text ?? null, findings: [] }));
  for (const finding of audit.findings) {
    let rule = rules.find((one) => one.id === finding.rule);
    if (!rule) {
      rule = { id: finding.rule, looked: null, found: 0, text: null, findings: [] };
      rules.push(rule);
    }
    rule.findings.push(finding);
  }
  for (const rule of rules) rule.found = Math.max(rule.found, rule.findings.length);
  return [...rules.filter((one) => one.found > 0), ...rules.filter((one) => one.found === 0)];
}

/** For how many days back a check can be asked for. */
export const AUDIT_DAYS = [1, 2, 7, 14, 35] as const;
