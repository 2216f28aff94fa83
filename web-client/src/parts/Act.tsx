import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dropDelivery, rescheduleDelivery, retryDelivery } from "../api/deliveries";
import { keys, useFeeds } from "../api/queries";
import { useMe } from "../frame/session";
import { useI18n } from "../i18n";
import { needOf, type Need, type NeedKind } from "../models/needs";
import { instantOf, offsetDateTime, wallTime } from "../models/zone";
import { TimeField } from "./TimeField";
import { toast } from "./toast";
import { uniqueKey } from "./uniqueKey";
import { useNow } from "./useNow";
import { useReturnFocus } from "./useReturnFocus";
import classes from "./decide.module.css";

export type Act = "now" | "time" | "drop";

/** Asks before something becomes of one or several deliveries, and says of each that it could not be done to why. */
export function ActDialog({ act, needs, onClose, onDone }: { act: Act; needs: Need[]; onClose: () => void; onDone: () => void }) {
  const { t, say, sayProblem } = useI18n();
  const { workspace } = useMe();
  const queries = useQueryClient();
  useReturnFocus();
  const feeds = useFeeds();
  const now = useNow(5_000);
  const [wall, setWall] = useState(() => ({ ...wallTime(workspace.zone, Date.now() + 3_600_000), zone: workspace.zone }));
  const [keyed] = useState(() => new Map<string, string>());
  const [left, setLeft] = useState(needs);
  const at = instantOf(wall.zone, wall.date, wall.time);
  const problem = act !== "time" ? undefined : at === null ? t("rule.noTime") : at <= now ? t("rule.past") : undefined;
  const name = (need: Need) => feeds.data?.find((feed) => feed.id === need.delivery.feed)?.name ?? need.delivery.platform;

  const run = useMutation({
    mutationFn: async () => {
      const due = act === "time" && at !== null ? offsetDateTime(wall.zone, at) : null;
      const failed: { need: Need; why: string }[] = [];
      // One after the other: several may belong to one post.
      for (const need of left) {
        const { id, state } = need.delivery;
        // Repeating the same is one request; another time is another.
        const what = `${id} ${due}`;
        const key = keyed.get(what) ?? uniqueKey();
        keyed.set(what, key);
        try {
          if (act === "drop") await dropDelivery(id, key);
          else if (due === null && (state === "FAILED" || state === "MISSED")) await retryDelivery(id, key);
          else await rescheduleDelivery(id, due, key);
        } catch (failure) {
          failed.push({ need, why: sayProblem(failure) });
        }
      }
      return failed;
    },
    onSuccess: (failed) => {
      const done = left.length - failed.length;
      if (done > 0) toast(t(`needs.${act}Done`, { count: done, time: at === null ? "" : say.moment(at) }));
      if (failed.length === 0) {
        onDone();
        onClose();
      } else {
        setLeft(failed.map((one) => one.need));
      }
    },
    onSettled: () => {
      for (const stale of [keys.needs, keys.calendar, keys.posts, ["post"], ["delivery"]]) void queries.invalidateQueries({ queryKey: stale });
    },
  });
  const failed = run.data ?? [];
  const held = needs.every((one) => needOf(one.delivery, now) === "held");
  return (
    <Modal opened onClose={onClose} title={t(`needs.${act}Title`, { count: left.length })} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.ask}>{t(act === "drop" && held ? "needs.dropHeldAsk" : `needs.${act}Ask`, { count: left.length })}</p>
      <ul className={classes.names}>
        {left.map((one) => <li key={one.delivery.id}>{name(one)}{one.post?.text && <span>{one.post.text}</span>}</li>)}
      </ul>
      {act === "time" && <TimeField value={wall} onChange={setWall} now={now} problem={problem} />}
      {failed.length > 0 && !run.isPending && (
        <div className={classes.problem} role="alert">
          {failed.map((one) => <p key={one.need.delivery.id}>{t("needs.notDone", { feed: name(one.need), why: one.why })}</p>)}
        </div>
      )}
      <div className={classes.modalActions}>
        <Button variant="default" onClick={onClose} data-autofocus={act !== "time" || undefined}>{t("app.cancel")}</Button>
        <Button color={act === "drop" ? "red.8" : undefined} disabled={Boolean(problem)} loading={run.isPending} onClick={() => run.mutate()}>{t(`needs.${act}`)}</Button>
      </div>
    </Modal>
  );
}

/** What may become of a delivery that certainly is not public; `of` says whose where there are several. */
export function Acts({ kind, stopped, ask, of }: { kind: Exclude<NeedKind, "review">; stopped: boolean; ask: (act: Act) => void; of?: string }) {
  const { t } = useI18n();
  const label = (word: string) => (of ? t("needs.actOf", { act: word, feed: of }) : word);
  const now = t(kind === "failed" ? "needs.tryAgain" : "needs.now");
  return (
    <div className={classes.acts}>
      <Button size="xs" onClick={() => ask("now")} disabled={stopped} aria-label={label(now)} title={stopped ? t("needs.stillHeld") : undefined}>{now}</Button>
      <Button size="xs" variant="default" onClick={() => ask("time")} aria-label={label(t("needs.time"))}>{t("needs.time")}</Button>
      <Button size="xs" variant="default" onClick={() => ask("drop")} aria-label={label(t("needs.drop"))}>{t("needs.drop")}</Button>
      {stopped && <small>{t("needs.stillHeld")}</small>}
    </div>
  );
}
