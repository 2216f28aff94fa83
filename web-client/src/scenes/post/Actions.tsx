import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, CalendarX2, Copy, PencilLine, RotateCw, Send, Trash2, UserRoundCheck } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { submitPost } from "../../api/approvals";
import { deletePost, publishPostNow, schedulePost, unschedulePost } from "../../api/posts";
import { keys, useApprovalRules, useFeeds } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { stagesFor } from "../../models/approval";
import type { Post } from "../../models/post";
import { notOut, stillOurs } from "../../models/states";
import { instantOf, offsetDateTime, wallTime } from "../../models/zone";
import { useComposer } from "../../parts/address";
import { TimeField } from "../../parts/TimeField";
import { toast } from "../../parts/toast";
import { useNow } from "../../parts/useNow";
import classes from "./post.module.css";

type Asking = "move" | "submit" | "now" | "again" | "delete" | null;

/** What may be done with the post in its state and by this member; nothing else is shown. */
export function Actions({ post }: { post: Post }) {
  const { t, say, sayProblem } = useI18n();
  const { may } = useMe();
  const composer = useComposer();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking>(null);

  const act = useMutation({
    mutationFn: async (work: { run: () => Promise<Post | void>; done: string; leave?: boolean }) => ({ saved: await work.run(), work }),
    onSuccess: ({ saved, work }) => {
      setAsking(null);
      if (saved) queries.setQueryData(keys.post(post.id), saved);
      void queries.invalidateQueries({ queryKey: keys.calendar });
      void queries.invalidateQueries({ queryKey: keys.posts });
      toast(work.done);
      if (work.leave) navigate("/calendar", { replace: true });
    },
    onError: () => void queries.invalidateQueries({ queryKey: keys.post(post.id) }),
  });

  const draft = post.state === "DRAFT" || post.state === "REJECTED";
  const submitted = post.state === "SUBMITTED";
  const rules = useApprovalRules();
  const asked = stagesFor(rules.data, post.feeds, post.labels).length > 0;
  const open = stillOurs(post.state, post.deliveries);
  const again = notOut(post);
  const feeds = useFeeds();
  if (!may("EDITOR")) return null;
  const scheduled = post.state === "SCHEDULED";
  const failure = act.isError ? sayProblem(act.error) : null;
  const ask = (what: Asking) => {
    act.reset();
    setAsking(what);
  };

  return (
    <div className={classes.actions}>
      {failure && asking === null && <span className={classes.problem} role="alert">{failure}</span>}
      {again.length > 0 && !asked && <Button size="xs" leftSection={<RotateCw size={14} aria-hidden="true" />} onClick={() => ask("again")}>{t("post.again")}</Button>}
      {open && <Button variant="default" size="xs" leftSection={<PencilLine size={14} aria-hidden="true" />} onClick={() => composer.open({ post: post.id })}>{t("post.edit")}</Button>}
      <Button variant="default" size="xs" leftSection={<Copy size={14} aria-hidden="true" />} onClick={() => composer.open({ copy: post.id })}>{t("post.copy")}</Button>
      {asked && (draft || again.length > 0) && post.feeds.length > 0 && <Button size="xs" leftSection={<UserRoundCheck size={14} aria-hidden="true" />} onClick={() => ask("submit")}>{t("approval.submit")}</Button>}
      {open && (scheduled || submitted) && <Button variant="default" size="xs" leftSection={<CalendarClock size={14} aria-hidden="true" />} onClick={() => ask("move")}>{t("post.move")}</Button>}
      {open && (scheduled || submitted) && (
        <Button variant="default" size="xs" leftSection={<CalendarX2 size={14} aria-hidden="true" />} loading={act.isPending && asking === null} onClick={() => act.mutate({ run: () => unschedulePost(post.id), done: t(submitted ? "approval.withdrawn" : "post.unscheduled") })}>
          {t(submitted ? "approval.withdraw" : "post.unschedule")}
        </Button>
      )}
      {open && !asked && post.feeds.length > 0 && <Button variant="default" size="xs" leftSection={<Send size={14} aria-hidden="true" />} onClick={() => ask("now")}>{t("post.publishNow")}</Button>}
      {draft && <Button variant="default" size="xs" leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={() => ask("delete")}>{t("post.delete")}</Button>}

      <MoveDialog key={asking === "move" ? "open" : "closed"} title={t("post.moveTitle")} action={t("post.moveConfirm")} note={asked && post.approval ? t("approval.voids") : undefined} post={post} opened={asking === "move"} failure={failure} busy={act.isPending} onClose={() => setAsking(null)}
        onMove={(due, zone) => act.mutate({ run: () => schedulePost(post.id, due, zone), done: t("composer.changesSaved") })} />
      <MoveDialog key={asking === "submit" ? "submitting" : "not"} title={t("approval.submitTitle")} action={t("approval.submit")} note={t("approval.submitMeans")} post={post} opened={asking === "submit"} failure={failure} busy={act.isPending} onClose={() => setAsking(null)}
        onMove={(due, zone) => act.mutate({ run: () => submitPost(post.id, due, zone), done: t("approval.submittedToast") })} />
      <Confirm
        opened={asking === "now"} title={t("post.publishNow")} text={t("post.publishNowConfirm", { feeds: post.feeds.length })} action={t("post.publishNow")}
        failure={failure} busy={act.isPending} onClose={() => setAsking(null)}
        onConfirm={() => act.mutate({ run: () => publishPostNow(post.id), done: t("post.nowSent") })}
      />
      <Confirm
        opened={asking === "again"} title={t("post.again")} action={t("post.again")}
        text={t("post.againConfirm", { feeds: again.length, names: say.list(again.map((one) => feeds.data?.find((feed) => feed.id === one.feed)?.name ?? one.platform)) })}
        failure={failure} busy={act.isPending} onClose={() => setAsking(null)}
        onConfirm={() => act.mutate({ run: () => publishPostNow(post.id), done: t("post.nowSent") })}
      />
      <Confirm
        opened={asking === "delete"} title={t("post.delete")} text={t("post.deleteConfirm")} action={t("post.delete")} dangerous
        failure={failure} busy={act.isPending} onClose={() => setAsking(null)}
        onConfirm={() => act.mutate({ run: () => deletePost(post.id, post.version), done: t("post.deleted"), leave: true })}
      />
    </div>
  );
}

type ConfirmProps = {
  opened: boolean; title: string; text: string; action: string; dangerous?: boolean; failure: string | null; busy: boolean;
  onClose: () => void; onConfirm: () => void;
};

function Confirm({ opened, title, text, action, dangerous, failure, busy, onClose, onConfirm }: ConfirmProps) {
  const { t } = useI18n();
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.ask}>{text}</p>
      {failure && <p className={classes.problem} role="alert">{failure}</p>}
      <div className={classes.modalActions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color={dangerous ? "red.8" : undefined} loading={busy} onClick={onConfirm}>{action}</Button>
      </div>
    </Modal>
  );
}

type MoveProps = { title: string; action: string; note?: string; post: Post; opened: boolean; failure: string | null; busy: boolean; onClose: () => void; onMove: (due: string, zone: string) => void };

function MoveDialog({ title, action, note, post, opened, failure, busy, onClose, onMove }: MoveProps) {
  const { t } = useI18n();
  const { workspace } = useMe();
  const now = useNow(5_000);
  const zone = post.zone ?? workspace.zone;
  const [wall, setWall] = useState(() => ({ ...wallTime(zone, post.due ?? Date.now()), zone }));
  const at = instantOf(wall.zone, wall.date, wall.time);
  const problem = at === null ? t("rule.noTime") : at <= now ? t("rule.past") : undefined;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      {note && <p className={classes.ask}>{note}</p>}
      <TimeField value={wall} onChange={setWall} now={now} problem={problem} />
      {failure && <p className={classes.problem} role="alert">{failure}</p>}
      <div className={classes.modalActions}>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
        <Button disabled={Boolean(problem)} loading={busy} onClick={() => at !== null && onMove(offsetDateTime(wall.zone, at), wall.zone)}>{action}</Button>
      </div>
    </Modal>
  );
}
