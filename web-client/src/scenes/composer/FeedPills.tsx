import { Check } from "lucide-react";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { PlatformBadge } from "../../parts/PlatformBadge";
import classes from "./composer.module.css";
import { differs, type Draft } from "./draft";
import { near, type Count } from "./rules";

type Props = { feeds: Feed[]; draft: Draft; counts: Count[]; problems: string[]; onChange: (ids: string[]) => void };

/** Where the post goes; each chosen feed counts the text in its own way. */
export function FeedPills({ feeds, draft, counts, problems, onChange }: Props) {
  const { t } = useI18n();
  // "All" means all that can publish: one that must be reconnected would only stop the others.
  const able = feeds.filter((feed) => feed.health !== "reconnect");
  const all = able.every((feed) => draft.feeds.includes(feed.id));
  // The order of the feeds stays as connected, however they were clicked.
  const put = (ids: Set<string>) => onChange(feeds.filter((feed) => ids.has(feed.id)).map((feed) => feed.id));
  return (
    <fieldset className={classes.field}>
      <legend>
        {t("composer.feeds")}
        {feeds.length > 1 && (
          <button type="button" className={classes.textButton} onClick={() => put(new Set(all ? [] : able.map((feed) => feed.id)))}>
            {t(all ? "composer.noFeeds" : "composer.allFeeds")}
          </button>
        )}
      </legend>
      <div className={classes.pills}>
        {feeds.map((feed) => {
          const on = draft.feeds.includes(feed.id);
          const count = counts.find((one) => one.feed === feed.id);
          const changed = on && differs(draft, feed.id);
          return (
            <label key={feed.id} className={classes.pill} data-on={on || undefined}>
              <input
                type="checkbox"
                checked={on}
                aria-label={feed.name}
                aria-describedby={count ? `count-${feed.id}` : undefined}
                onChange={() => {
                  const next = new Set(draft.feeds);
                  if (on) next.delete(feed.id);
                  else next.add(feed.id);
                  put(next);
                }}
              />
              {on ? <span className={classes.tick}><Check size={12} strokeWidth={3} aria-hidden="true" /></span> : null}
              <PlatformBadge platform={feed.platform} />
              <span>{feed.name}</span>
              {changed && <em>{t("composer.changed")}</em>}
              {count && <Counter count={count} />}
            </label>
          );
        })}
      </div>
      <Problems list={problems} />
    </fieldset>
  );
}

function Counter({ count }: { count: Count }) {
  const { t, say } = useI18n();
  const left = count.limit - count.length;
  const level = left < 0 ? "over" : near(count) ? "near" : "fine";
  return (
    <span className={classes.counter} data-level={level} title={t("composer.counted", { length: count.length, limit: count.limit })}>
      <span aria-hidden="true">{left < 0 ? `+${say.number(-left)}` : say.number(left)}</span>
      <span className="visually-hidden" id={`count-${count.feed}`}>
        {left < 0 ? t("composer.over", { count: -left }) : t("composer.left", { count: left })}
      </span>
    </span>
  );
}

export function Problems({ list }: { list: string[] }) {
  if (list.length === 0) return null;
  return <div role="alert">{list.map((one) => <p key={one} className={classes.problem}>{one}</p>)}</div>;
}
