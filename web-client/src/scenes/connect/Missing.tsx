import { Anchor, Button, CopyButton, TextInput } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useI18n } from "../../i18n";
import { platformName } from "../../parts/PlatformBadge";
import classes from "./connect.module.css";

/** Where a platform's apps are made. */
const DEVELOPERS: Record<string, string> = {
  x: "https://developer.x.com/en/portal/dashboard",
  facebook: "https://developers.facebook.com/apps/",
  instagram: "https://developers.facebook.com/apps/",
  threads: "https://developers.facebook.com/apps/",
  linkedin: "https://www.linkedin.com/developers/apps",
};

/** What whoever runs Septet has to do before a platform can be connected by consent. */
export function Missing({ platform, settings, redirect }: { platform: string; settings: string[]; redirect: string }) {
  const { t } = useI18n();
  const page = DEVELOPERS[platform];
  const name = platformName(platform);
  return (
    <ol className={classes.steps}>
      <li>
        {t("connect.stepApp", { platform: name })}
        {page && <> <Anchor inherit underline="always" href={page} target="_blank" rel="noreferrer">{t("connect.developers", { platform: name })}</Anchor></>}
      </li>
      <li>
        {t("connect.stepRedirect")}
        <span className={classes.copied}>
          <TextInput aria-label={t("connect.redirect")} readOnly value={redirect} onFocus={(event) => event.currentTarget.select()} />
          {navigator.clipboard && (
            <CopyButton value={redirect}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy} leftSection={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}>
                  <span aria-live="polite">{t(copied ? "connect.copied" : "connect.copy")}</span>
                </Button>
              )}
            </CopyButton>
          )}
        </span>
      </li>
      <li>
        {t("connect.stepSettings")}
        <ul className={classes.settings}>{settings.map((one) => <li key={one}><code>{one}</code></li>)}</ul>
      </li>
    </ol>
  );
}
