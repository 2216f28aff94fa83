import { Select, TextInput } from "@mantine/core";
import { RotateCcw } from "lucide-react";
import { useMemo } from "react";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { hasSetting, languageName, LANGUAGES, LONGEST_WARNING, SETTINGS, VISIBILITIES, type Setting } from "../../models/settings";
import classes from "./composer.module.css";
import { withOwn, withSetting, type Draft } from "./draft";
import { Problems } from "./FeedPills";

type Props = {
  draft: Draft;
  /** The chosen feeds. */
  feeds: Feed[];
  /** The feed whose own settings are being written; null for the common ones. */
  edited: Feed | null;
  problems: string[];
  onChange: (draft: Draft) => void;
};

/** Warning, visibility and language: only those that a chosen feed has, each saying for which feeds it counts. */
export function SettingsField({ draft, feeds, edited, problems, onChange }: Props) {
  const { t, language: reader } = useI18n();
  const own = edited ? draft.own[edited.id] : undefined;
  const asked = edited ? [edited] : feeds;
  // One that a feed has though its platform does not is shown too, or nobody could take it away.
  const shown = SETTINGS.filter((setting) => asked.some((feed) => hasSetting(feed, setting)) || Boolean(own?.[setting]));
  const languages = useMemo(() => {
    const named = (tag: string) => ({ value: tag, label: languageName(tag, reader) });
    return [...new Set([...LANGUAGES, draft.settings.language, own?.language ?? ""])].filter(Boolean).map(named);
  }, [reader, draft.settings.language, own?.language]);
  if (shown.length === 0) return <Problems list={problems} />;

  const value = (setting: Setting) => own?.[setting] ?? draft.settings[setting];
  const put = (setting: Setting, next: string) => onChange(withSetting(draft, edited?.id ?? null, setting, next));
  const list = new Intl.ListFormat(reader, { type: "conjunction" });
  /** Its name and for which feeds it counts; that goes without saying for the one being written, and for all. */
  const about = (setting: Setting) => {
    const having = feeds.filter((feed) => hasSetting(feed, setting));
    return {
      label: t(`settings.${setting}`),
      description: edited || having.length === feeds.length ? undefined : t("settings.onlyFor", { feeds: list.format(having.map((feed) => feed.name)) }),
      inputWrapperOrder: ["label" as const, "input" as const, "description" as const],
      classNames: { label: classes.settingLabel, description: classes.hint },
    };
  };

  return (
    <fieldset className={classes.field}>
      <legend>
        {edited ? t("settings.titleFor", { feed: edited.name }) : t("settings.title")}
        {edited && own && (
          <button type="button" className={classes.textButton} onClick={() => onChange(withOwn(draft, edited.id, {}))}>
            <RotateCcw size={12} aria-hidden="true" /> {t("settings.reset")}
          </button>
        )}
      </legend>
      <div className={classes.settings}>
        {shown.includes("warning") && (
          <TextInput
            {...about("warning")}
            className={classes.warning}
            placeholder={t("settings.warningHint")}
            value={value("warning")}
            maxLength={LONGEST_WARNING}
            onChange={(event) => put("warning", event.currentTarget.value)}
          />
        )}
        {shown.includes("visibility") && (
          <Select
            {...about("visibility")}
            data={VISIBILITIES.map((one) => ({ value: one, label: t(`visibility.${one}`) }))}
            value={value("visibility") || "public"}
            onChange={(next) => next && put("visibility", next)}
            allowDeselect={false}
            comboboxProps={{ withinPortal: true }}
          />
        )}
        {shown.includes("language") && (
          <Select
            {...about("language")}
            data={languages}
            value={value("language") || null}
            placeholder={t("settings.languageDefault")}
            onChange={(next) => put("language", next ?? "")}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("settings.languageClear") }}
            nothingFoundMessage={t("settings.noLanguage")}
            comboboxProps={{ withinPortal: true }}
          />
        )}
      </div>
      <Problems list={problems} />
    </fieldset>
  );
}
