import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../api/queries";
import { addHold } from "../api/session";
import { useI18n } from "../i18n";
import { toast } from "../parts/toast";
import classes from "./frame.module.css";
import { useMe } from "./session";

/** Asks why before everything is stopped. */
export default function AskHold({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const { workspace } = useMe();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const set = useMutation({
    mutationFn: () => addHold(reason.trim()),
    onSuccess: () => {
      onClose();
      setReason("");
      toast(t("hold.set"));
      return queries.invalidateQueries({ queryKey: keys.holds });
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t("hold.title", { workspace: workspace.name })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) set.mutate();
        }}
      >
        <p className={classes.explain}>{t("hold.explain")}</p>
        <TextInput
          label={t("hold.reason")}
          description={t("hold.reasonHint")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={set.isError ? sayProblem(set.error) : undefined}
          data-autofocus
          maxLength={200}
        />
        <div className={classes.modalActions}>
          {!reason.trim() && <span id="hold-why">{t("hold.reasonNeeded")}</span>}
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" color="red.8" disabled={!reason.trim()} loading={set.isPending} aria-describedby={reason.trim() ? undefined : "hold-why"}>
            {t("hold.confirm")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
