import type { Key } from "../../i18n/en";
import type { Translate } from "../../i18n/problems";
import type { Kept } from "../../models/audit";

const WORDS: Record<string, Key> = {
  once: "audit.rule.once",
  settled: "audit.rule.settled",
  held: "audit.rule.held",
  published: "audit.rule.published",
  "not-public": "audit.rule.notPublic",
  content: "audit.rule.content",
  due: "audit.rule.due",
  armed: "audit.rule.armed",
  told: "audit.rule.told",
  there: "audit.rule.there",
  "there-once": "audit.rule.thereOnce",
  "not-there": "audit.rule.notThere",
};

/** What a rule says; one that this client does not know in the server's words, or by its name. */
export function ruleWords(rule: Pick<Kept, "id" | "text">, t: Translate): string {
  const key = Object.hasOwn(WORDS, rule.id) ? WORDS[rule.id] : undefined;
  return key ? t(key) : rule.text || rule.id;
}
