import { Button, Popover } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useI18n } from "../../i18n";
import type { Key } from "../../i18n/en";
import { useNow } from "../../parts/useNow";
import classes from "./composer.module.css";
import type { SendAction, useSend } from "./useSend";

const LABELS: Record<SendAction, Key> = {
  submit: "approval.submit",
  schedule: "composer.schedule",
  now: "composer.publishNow",
  draft: "composer.saveDraft",
  save: "composer.saveChanges",
};

/** The likeliest action first, the others one click away; an action that is off says why. */
export function SplitButton({ send, savedAt, kept }: { send: ReturnType<typeof useSend>; savedAt: number | null; kept: boolean }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const why = send.whyOff(send.primaryAction);
  return (
    <footer className={classes.foot}>
      <div className={classes.footSays}>
        {send.failure && <p className={classes.problem} role="alert">{send.failure}</p>}
        {why && !send.failure && <p className={classes.why} id="why-off">{why}</p>}
        {send.stages && !why && !send.failure && <p className={classes.why}>{send.stages}</p>}
        <Saved at={savedAt} kept={kept} />
      </div>
      <div className={classes.split}>
        <Button type="button" onClick={send.primary} disabled={why !== null} loading={send.busy} aria-describedby={why ? "why-off" : undefined} aria-keyshortcuts="Control+Enter">
          {t(LABELS[send.primaryAction])}
        </Button>
        {send.others.length > 0 && <Popover opened={open} onChange={setOpen} position="top-end" width={260} withinPortal={false} trapFocus returnFocus>
          <Popover.Target>
            <Button type="button" aria-label={t("composer.moreActions")} aria-expanded={open} data-mantine-stop-propagation={open ? "true" : undefined} onClick={() => setOpen(!open)} disabled={send.busy}>
              <ChevronDown size={16} aria-hidden="true" />
            </Button>
          </Popover.Target>
          <Popover.Dropdown className={classes.others}>
            {send.others.map((action) => {
              const off = send.whyOff(action);
              return (
                <div key={action}>
                  <button
                    type="button"
                    data-mantine-stop-propagation="true"
                    disabled={off !== null}
                    aria-describedby={off ? `why-${action}` : undefined}
                    onClick={() => {
                      setOpen(false);
                      send.run(action);
                    }}
                  >
                    {t(LABELS[action])}
                  </button>
                  {off && <small id={`why-${action}`}>{off}</small>}
                </div>
              );
            })}
          </Popover.Dropdown>
        </Popover>}
      </div>
    </footer>
  );
}

function Saved({ at, kept }: { at: number | null; kept: boolean }) {
  const { t, say } = useI18n();
  const now = useNow(1_000);
  if (!kept) return <p className={classes.problem}>{t("composer.notKept")}</p>;
  return at === null ? null : <p className={classes.hint}>{t("composer.saved", { ago: say.relative(Math.min(at, now), now) })}</p>;
}
