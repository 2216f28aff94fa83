import { useI18n } from "../i18n";
import { readHealth } from "../models/health";
import { readReason } from "../models/reason";
import { platformName } from "./PlatformBadge";

/**
 * Why a feed is not well, in the reader's language, with the platform's own words quoted; without a platform, why
 * nobody can reach us.
 */
export function Why({ text, platform }: { text: string; platform?: string }) {
  const { t } = useI18n();
  const health = readHealth(text);
  if (health) {
    // "The platform has not answered …" names none.
    const name = platform && health.values?.name === "The platform" ? platformName(platform) : health.values?.name;
    return <>{t(`health.${health.kind}`, { ...health.values, ...(name !== undefined && { name }) })}<Quoted words={health.words} /></>;
  }
  if (!platform) return <q lang="">{text}</q>;
  // Sending has found it out: these are the reasons of deliveries.
  const { kind, values, words } = readReason(text);
  return <>{t(`reason.${kind}`, { platform: platformName(platform), ...values })}<Quoted words={words} /></>;
}

function Quoted({ words }: { words: string | undefined }) {
  return words ? <> <q lang="">{words}</q></> : null;
}
