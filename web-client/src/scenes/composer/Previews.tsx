import { useQueries } from "@tanstack/react-query";
import { fetchRenditions } from "../../api/posts";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { Renditions } from "../../models/post";
import { offsetName } from "../../models/zone";
import { PictureNotes } from "../../parts/PictureNotes";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { Preview } from "../../parts/Preview";
import classes from "./composer.module.css";
import { dueOf, settingsOf, textFor, type Draft } from "./draft";

/** One preview for all feeds that would look the same: one platform, one text, the same settings and pictures. */
export function Previews({ draft, feeds, now }: { draft: Draft; feeds: Feed[]; now: number }) {
  const { t, say } = useI18n();
  const renditions = useRenditions(draft, feeds);
  if (feeds.length === 0) return <p className={classes.noPreview}>{t("composer.noPreview")}</p>;
  const groups = new Map<string, Feed[]>();
  for (const feed of feeds) {
    const look = [feed.platform, ...(renditions[feed.id] ?? []).map((one) => one.id), ...Object.values(settingsOf(draft, feed)), textFor(draft, feed.id)].join("\n");
    groups.set(look, [...(groups.get(look) ?? []), feed]);
  }
  const due = dueOf(draft);
  const when = due === null ? say.relative(now, now) : say.moment(due, draft.zone);
  return (
    <>
      {[...groups.values()].map((group) => {
        const first = group[0]!;
        const sent = renditions[first.id] ?? [];
        return (
          <section key={first.id} className={classes.previewGroup}>
            <h3 title={due === null ? undefined : offsetName(draft.zone, due)}>
              <PlatformBadge platform={first.platform} size={14} />
              {group.length === 1 ? first.name : t("composer.forFeeds", { first: first.name, count: group.length - 1, total: group.length })}
            </h3>
            <Preview feed={first} text={textFor(draft, first.id)} settings={settingsOf(draft, first)} pictures={draft.pictures} renditions={sent} when={when} />
            <PictureNotes feed={first} pictures={draft.pictures} renditions={sent} />
          </section>
        );
      })}
    </>
  );
}

/** What each chosen feed would be sent of each picture. Without an answer the pictures themselves are shown. */
function useRenditions(draft: Draft, feeds: Feed[]): Renditions {
  const ids = feeds.map((feed) => feed.id);
  return useQueries({
    queries: draft.pictures.map((picture) => ({
      queryKey: keys.renditions(picture.id, ids),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchRenditions(picture.id, ids, signal),
      enabled: ids.length > 0,
      // Made once for a picture and a rule, it stays as it is.
      staleTime: 600_000,
    })),
    combine: (answers) => {
      const all: Renditions = {};
      for (const { data } of answers) {
        for (const [feed, made] of Object.entries(data ?? {})) all[feed] = [...(all[feed] ?? []), ...made];
      }
      return all;
    },
  });
}
