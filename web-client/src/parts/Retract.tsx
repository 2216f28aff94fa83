import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { retractDelivery } from "../api/deliveries";
import { Problem } from "../api/http";
import { keys } from "../api/queries";
import { useI18n } from "../i18n";
import type { DeliveryStory } from "../models/post";
import classes from "./decide.module.css";
import { platformName } from "./PlatformBadge";
import { toast } from "./toast";
import { uniqueKey } from "./uniqueKey";
import { useReturnFocus } from "./useReturnFocus";

/** Deletes on its platform what is public, once that was asked for twice. */
export function Retract({ story, feed }: { story: DeliveryStory; feed: string }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" leftSection={<Undo2 size={14} aria-hidden="true" />} onClick={() => setAsking(true)} aria-label={t("retract.of", { feed })}>{t("retract.button")}</Button>
      {asking && <Confirm story={story} feed={feed} onClose={() => setAsking(false)} />}
    </>
  );
}

function Confirm({ story, feed, onClose }: { story: DeliveryStory; feed: string; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const [key] = useState(uniqueKey);
  const platform = platformName(story.platform);
  const run = useMutation({
    mutationFn: () => retractDelivery(story.id, key),
    onSuccess: () => {
      toast(t("retract.done", { feed }));
      onClose();
    },
    onSettled: () => {
      for (const stale of [keys.calendar, keys.posts, ["post"], ["delivery"]]) void queries.invalidateQueries({ queryKey: stale });
    },
  });
  // What the platform said about it is worth reading where our own words are general.
  const said = run.error instanceof Problem && (run.error.type === "not-retractable" || run.error.type === "retract-later") ? run.error.detail : "";
  return (
    <Modal opened onClose={onClose} title={t("retract.title", { feed })} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.ask}>{t("retract.ask", { feed, platform })}</p>
      <ul className={classes.names}>
        <li>{feed}<span>{story.text || t("calendar.noText")}</span></li>
      </ul>
      {run.isError && (
        <div className={classes.problem} role="alert">
          <p>{sayProblem(run.error)}</p>
          {said && <p lang="en">{said}</p>}
        </div>
      )}
      <div className={classes.modalActions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color="red.8" loading={run.isPending} onClick={() => run.mutate()}>{t("retract.confirm", { platform })}</Button>
      </div>
    </Modal>
  );
}
