import { useI18n } from "../i18n";
import { readReason } from "../models/reason";
import classes from "./decide.module.css";
import { platformName } from "./PlatformBadge";

/** Why, in words; what was received as it was, for whoever looks into it. */
export function Because({ text, platform }: { text: string; platform: string }) {
  const { t, say } = useI18n();
  const read = readReason(text);
  const { from, to, ...values } = read.values ?? {};
  const times = { ...(from !== undefined && { from: say.moment(from) }), ...(to !== undefined && { to: say.moment(to) }) };
  return (
    <div className={classes.reason}>
      {t(`reason.${read.kind}`, { platform: platformName(platform), ...values, ...times })}
      {read.words && <> <q>{read.words}</q></>}
      {read.shortened && (
        <details>
          <summary>{t("reason.received")}</summary>
          <code>{text}</code>
        </details>
      )}
    </div>
  );
}
