import { Kbd, Modal } from "@mantine/core";
import { useI18n } from "../i18n";
import type { Key } from "../i18n/en";
import classes from "./frame.module.css";

const KEYS: [string[], Key][] = [
  [["N"], "keys.newPost"],
  [["M", "W", "D", "L"], "keys.views"],
  [["T"], "keys.today"],
  [["←", "→"], "keys.move"],
  [["Alt"], "keys.copy"],
  [["J", "K"], "keys.approvalMove"],
  [["A", "R"], "keys.approvalDecide"],
  [["["], "keys.rail"],
  [["Ctrl", "Enter"], "keys.send"],
  [["Esc"], "keys.escape"],
  [["?"], "keys.help"],
];

export default function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal opened={opened} onClose={onClose} title={t("keys.title")} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <dl className={classes.keys}>
        {KEYS.map(([pressed, label]) => (
          <div key={label}>
            <dt>{pressed.map((key) => <Kbd key={key}>{key}</Kbd>)}</dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
