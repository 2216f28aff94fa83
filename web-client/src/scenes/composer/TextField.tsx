import { RotateCcw } from "lucide-react";
import { useId } from "react";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { PlatformBadge } from "../../parts/PlatformBadge";
import classes from "./composer.module.css";
import { differs, textFor, type Draft } from "./draft";
import { Problems } from "./FeedPills";
import type { Count } from "./rules";

type Props = {
  draft: Draft;
  /** The chosen feeds. */
  feeds: Feed[];
  /** The feed whose own text is being written; null for the common one. */
  edited: Feed | null;
  counts: Count[];
  problems: string[];
  onEdit: (feed: string | null) => void;
  onChange: (draft: Draft) => void;
};

/** The common text, and for each feed its own where it should differ. */
export function TextField({ draft, feeds, edited, counts, problems, onEdit, onChange }: Props) {
  const { t } = useI18n();
  const id = useId();
  const ownText = edited !== null && draft.variants[edited.id] !== undefined;

  const write = (text: string) => {
    if (!edited) {
      onChange({ ...draft, text });
      return;
    }
    const variants = { ...draft.variants };
    if (text === draft.text) delete variants[edited.id];
    else variants[edited.id] = text;
    onChange({ ...draft, variants });
  };
  const reset = () => {
    if (!edited) return;
    const variants = { ...draft.variants };
    delete variants[edited.id];
    onChange({ ...draft, variants });
  };

  return (
    <div className={classes.field}>
      <div className={classes.labelRow}>
        <label htmlFor={id}>{edited ? t("composer.textFor", { feed: edited.name }) : t("composer.text")}</label>
        {ownText && (
          <button type="button" className={classes.textButton} onClick={reset}>
            <RotateCcw size={12} aria-hidden="true" /> {t("composer.reset")}
          </button>
        )}
      </div>
      <div className={classes.editor} data-invalid={problems.length > 0 || undefined}>
        {feeds.length > 1 && (
          <div className={classes.variants} role="group" aria-label={t("composer.perFeed")}>
            <button type="button" aria-pressed={edited === null} onClick={() => onEdit(null)}>{t("composer.common")}</button>
            {feeds.map((feed) => {
              const count = counts.find((one) => one.feed === feed.id);
              return (
                <button
                  key={feed.id}
                  type="button"
                  aria-pressed={edited?.id === feed.id}
                  aria-label={t("composer.textFor", { feed: feed.name })}
                  title={feed.name}
                  data-over={(count && count.length > count.limit) || undefined}
                  onClick={() => onEdit(feed.id)}
                >
                  <PlatformBadge platform={feed.platform} size={14} />
                  {edited?.id === feed.id && <span>{feed.name}</span>}
                  {differs(draft, feed.id) && <em>{t("composer.changed")}</em>}
                </button>
              );
            })}
          </div>
        )}
        <textarea
          id={id}
          value={edited ? textFor(draft, edited.id) : draft.text}
          onChange={(event) => write(event.currentTarget.value)}
          placeholder={t("composer.placeholder")}
          rows={7}
          data-autofocus
          aria-invalid={problems.length > 0 || undefined}
        />
      </div>
      <Problems list={problems} />
    </div>
  );
}
