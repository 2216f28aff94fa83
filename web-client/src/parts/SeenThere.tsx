import { ExternalLink } from "lucide-react";
import { useI18n } from "../i18n";
import { asLink, readsAlike } from "../models/needs";
import type { Seen } from "../models/post";
import classes from "./decide.module.css";
import { platformName } from "./PlatformBadge";

/** Posts as they were found on a platform, each with what it says, since when, and where it is. */
export function SeenThere({ seen, text, platform }: { seen: Seen[]; text: string; platform: string }) {
  if (seen.length === 0) return null;
  return (
    <ul className={classes.seen}>
      {seen.map((one) => <li key={one.platformId}><SeenPost one={one} text={text} platform={platform} /></li>)}
    </ul>
  );
}

export function SeenPost({ one, text, platform }: { one: Seen; text: string; platform: string }) {
  const { t, say } = useI18n();
  const link = asLink(one.link);
  return (
    <>
      <blockquote>{one.text || t("calendar.noText")}</blockquote>
      <span className={classes.about}>
        {one.createdAt && <time dateTime={one.createdAt} title={say.exact(one.createdAt)}>{say.moment(one.createdAt)}</time>}
        <span data-alike={readsAlike({ text }, one) || undefined}>{t(readsAlike({ text }, one) ? "decide.sameText" : "decide.otherText")}</span>
        {link ? (
          <a href={link} target="_blank" rel="noreferrer">{t("post.openLink", { platform: platformName(platform) })} <ExternalLink size={12} aria-hidden="true" /></a>
        ) : <code>{one.platformId}</code>}
      </span>
    </>
  );
}
