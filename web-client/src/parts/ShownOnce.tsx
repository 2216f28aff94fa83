import { Button, CopyButton, TextInput } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useI18n } from "../i18n";
import classes from "./parts.module.css";

/** A secret that is on the screen this once, to be copied. */
export function ShownOnce({ label, value }: { label: string; value: string }) {
  const { t } = useI18n();
  return (
    <div className={classes.once}>
      <TextInput label={label} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      {navigator.clipboard && (
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} leftSection={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}>
              <span aria-live="polite">{t(copied ? "connect.copied" : "connect.copy")}</span>
            </Button>
          )}
        </CopyButton>
      )}
    </div>
  );
}
