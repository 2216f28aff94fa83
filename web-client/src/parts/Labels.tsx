import { useI18n } from "../i18n";
import classes from "./parts.module.css";

const SHOWN = 2;

/** The labels of a post in a list: the first ones, and how many more. */
export function Labels({ labels }: { labels: string[] | undefined }) {
  const { t } = useI18n();
  if (!labels || labels.length === 0) return null;
  const rest = labels.slice(SHOWN);
  return (
    <span className={classes.labels} title={labels.join("\n")}>
      {labels.slice(0, SHOWN).map((one) => <span key={one} className={classes.label}>{one}</span>)}
      {rest.length > 0 && (
        <span className={classes.label}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="visually-hidden">{t("posts.moreLabels", { labels: rest.join(", ") })}</span>
        </span>
      )}
    </span>
  );
}
