import { TagsInput } from "@mantine/core";
import { useLabels } from "../../api/queries";
import { useI18n } from "../../i18n";
import classes from "./composer.module.css";

/** As the server has it. */
const MOST = 50;
const LONGEST = 100;

/** Labels of the workspace by choosing, new ones by writing; a comma or Enter ends one. */
export function LabelsField({ labels, onChange }: { labels: string[]; onChange: (labels: string[]) => void }) {
  const { t } = useI18n();
  const inUse = useLabels();
  return (
    <div className={classes.field}>
      <TagsInput
        label={t("composer.labels")}
        classNames={{ label: classes.labelRow }}
        placeholder={labels.length === 0 ? t("composer.labelsHint") : undefined}
        data={inUse}
        value={labels}
        onChange={(next) => onChange([...new Set(next.map((one) => one.trim().slice(0, LONGEST)).filter(Boolean))])}
        maxTags={MOST}
        splitChars={[",", "，", "、"]}
        comboboxProps={{ withinPortal: true }}
      />
    </div>
  );
}
