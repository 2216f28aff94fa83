import { Button, Modal, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { decideApproval, type Verdict } from "../api/approvals";
import { keys } from "../api/queries";
import { useI18n } from "../i18n";
import type { Post } from "../models/post";
import classes from "./stages.module.css";
import { toast } from "./toast";

/** Asks once more before what cannot be undone; a refusal needs its reason. Ctrl-Enter decides. */
export function VerdictDialog({ post, verdict, onClose, onDone }: { post: Post; verdict: Verdict; onClose: () => void; onDone?: () => void }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const approval = post.approval!;
  const stage = approval.stages[approval.waiting ?? 0]?.name ?? "";
  const last = approval.waiting === approval.stages.length - 1;
  const run = useMutation({
    mutationFn: () => decideApproval(post.id, approval, verdict, note),
    onSuccess: (saved) => {
      queries.setQueryData(keys.post(post.id), saved);
      queries.setQueryData<Post[]>(keys.approvals, (all) => all?.filter((one) => one.id !== post.id));
      toast(t(verdict === "reject" ? "approval.rejected" : saved.state === "SCHEDULED" ? "approval.approvedLast" : "approval.approved", { stage }));
      onClose();
      onDone?.();
    },
    onSettled: () => {
      for (const stale of [keys.approvals, keys.calendar, keys.posts, keys.post(post.id)]) void queries.invalidateQueries({ queryKey: stale });
    },
  });
  const missing = verdict === "reject" && !note.trim();
  const decide = () => {
    if (!missing && !run.isPending) run.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t(verdict === "approve" ? "approval.approveTitle" : "approval.rejectTitle", { stage })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.ask}>
        {verdict === "reject" ? t("approval.rejectAsk") : last ? t("approval.approveLastAsk", { feeds: post.feeds.length, when: post.due ? say.moment(post.due) : "" }) : t("approval.approveAsk", { next: approval.stages[(approval.waiting ?? 0) + 1]?.name ?? "" })}
      </p>
      <Textarea
        label={t(verdict === "reject" ? "approval.noteNeeded" : "approval.note")} rows={4} maxLength={2000} value={note} data-autofocus
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            decide();
          }
        }}
      />
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.modalActions}>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
        <Button color={verdict === "reject" ? "red.8" : undefined} disabled={missing} loading={run.isPending} onClick={decide} aria-keyshortcuts="Control+Enter">{t(`approval.${verdict}`)}</Button>
      </div>
    </Modal>
  );
}
