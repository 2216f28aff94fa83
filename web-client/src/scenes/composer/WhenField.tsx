import { SegmentedControl } from "@mantine/core";
import { useI18n } from "../../i18n";
import { TimeField, type Wall } from "../../parts/TimeField";
import classes from "./composer.module.css";

/** Now, or at a time. */
export function WhenField(props: { when: "now" | "time"; onWhen: (when: "now" | "time") => void; value: Wall; onChange: (next: Wall) => void; now: number; problem?: string }) {
  const { t } = useI18n();
  return (
    <fieldset className={classes.field}>
      <legend>{t("composer.when")}</legend>
      <SegmentedControl
        size="xs"
        className={classes.segments}
        aria-label={t("composer.when")}
        value={props.when}
        onChange={(next) => props.onWhen(next as "now" | "time")}
        data={[{ value: "time", label: t("composer.whenTime") }, { value: "now", label: t("composer.whenNow") }]}
      />
      {props.when === "time" && <TimeField value={props.value} onChange={props.onChange} now={props.now} problem={props.problem} />}
    </fieldset>
  );
}
