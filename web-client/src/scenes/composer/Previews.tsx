import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { offsetName } from "../../models/zone";
import { Preview } from "../../parts/Preview";
import { PlatformBadge } from "../../parts/PlatformBadge";
import classes from "./composer.module.css";
import { dueOf, textFor, type Draft } from "./draft";

/** One preview for all feeds that would look the same: one platform, one text. */
export function Previews({ draft, feeds, now }: { draft: Draft; feeds: Feed[]; now: number }) {
  const { t, say } = useI18n();
  if (feeds.length === 0) return <p className={classes.noPreview}>{t("composer.noPreview")}</p>;
  const groups = new Map<string, Feed[]>();
  for (const feed of feeds) {
    const look = `${feed.platform}\n${textFor(draft, feed.id)}`;
    groups.set(look, [...(groups.get(look) ?? []), feed]);
  }
  const due = dueOf(draft);
  const when = due === null ? say.relative(now, now) : say.moment(due, draft.zone);
  return (
    <>
      {[...groups.values()].map((group) => {
        const first = group[0]!;
        return (
          <section key={first.id} className={classes.previewGroup}>
            <h3 title={due === null ? undefined : offsetName(draft.zone, due)}>
              <PlatformBadge platform={first.platform} size={14} />
              {group.length === 1 ? first.name : t("composer.forFeeds", { first: first.name, count: group.length - 1, total: group.length })}
            </h3>
            <Preview feed={first} text={textFor(draft, first.id)} pictures={draft.pictures} when={when} />
          </section>
        );
      })}
    </>
  );
}
