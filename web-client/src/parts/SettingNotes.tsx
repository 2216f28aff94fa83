import { Eye, Languages } from "lucide-react";
import { useI18n } from "../i18n";
import type { Key } from "../i18n/en";
import { languageName, type Setting } from "../models/settings";
import classes from "./preview.module.css";

/** Who sees a post and in what language it is, where it is not as usual; the warning stands in the preview. */
export function SettingNotes({ settings: { visibility, language } }: { settings: Record<Setting, string> }) {
  const { t, language: reader } = useI18n();
  const limited = visibility !== "public";
  if (!limited && !language) return null;
  const key = `visibility.${visibility}`;
  return (
    <ul className={classes.notes}>
      {limited && <li><Eye size={14} aria-hidden="true" /> <span>{t.message(key) === undefined ? visibility : t(key as Key)}</span></li>}
      {language && <li><Languages size={14} aria-hidden="true" /> <span>{t("post.language", { language: languageName(language, reader) })}</span></li>}
    </ul>
  );
}
