import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { invite, makePasswordLink, removeMember, takeFactor } from "../../api/people";
import { keys } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Handed } from "../../models/people";
import { ROLES, type Member, type Role } from "../../models/session";
import { ShownOnce } from "../../parts/ShownOnce";
import { toast } from "../../parts/toast";
import { useReturnFocus } from "../../parts/useReturnFocus";
import classes from "./members.module.css";

/** Asks somebody to join; where no mail is sent, gives the link to hand over. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t, language, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("EDITOR");
  const [handed, setHanded] = useState<Handed | null>(null);
  const run = useMutation({
    mutationFn: () => invite(email.trim(), role, language),
    onSuccess: (made) => {
      if (made.link) {
        setHanded(made);
      } else {
        toast(t("members.mailed", { email: made.email }));
        onClose();
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.invitations }),
  });
  return (
    <Modal opened onClose={onClose} title={t("members.inviteTitle")} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      {handed?.link ? (
        <Handing handed={handed} link={handed.link} explain={t("members.handOver", { email: handed.email })} onClose={onClose} />
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            run.mutate();
          }}
        >
          <TextInput label={t("signIn.email")} type="email" autoComplete="off" required withAsterisk={false} maxLength={254} data-autofocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          <NativeSelect label={t("members.role")} description={t(`members.may.${role}`)} value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))} />
          {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
            <Button type="submit" loading={run.isPending}>{t("members.invite")}</Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

/** A link that one person has to get from another. */
export function Handing({ handed, link, explain, onClose }: { handed: Handed; link: string; explain: string; onClose: () => void }) {
  const { t, say } = useI18n();
  return (
    <div>
      <p className={classes.explain}>{explain}</p>
      <ShownOnce label={t("members.link")} value={link} />
      <p className={classes.explain}>{t("members.linkMeans", { time: say.moment(handed.expires) })}</p>
      <div className={classes.actions}><Button onClick={onClose}>{t("app.close")}</Button></div>
    </div>
  );
}

/** Says what ends with a membership before it does. */
export function Remove({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  useReturnFocus();
  const own = member.id === me.member.id;
  const run = useMutation({
    mutationFn: () => removeMember(member.id),
    onSuccess: () => {
      onClose();
      if (own) {
        queries.clear();
        navigate("/", { replace: true });
        return;
      }
      queries.setQueryData<Member[]>(keys.members, (all) => all?.filter((one) => one.id !== member.id));
      toast(t("members.removed", { name: member.name }));
    },
  });
  return (
    <Modal opened onClose={onClose} title={t(own ? "members.leaveTitle" : "members.removeTitle", { name: member.name, workspace: me.workspace.name })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.explain}>{t(own ? "members.leaveMeans" : "members.removeMeans")}</p>
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color="red.8" loading={run.isPending} onClick={() => run.mutate()}>{t(own ? "members.leave" : "members.remove")}</Button>
      </div>
    </Modal>
  );
}

/** For who has forgotten the password; where no mail is sent, the owner hands the link over. */
export function PasswordLink({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  useReturnFocus();
  const [handed, setHanded] = useState<Handed | null>(null);
  const run = useMutation({
    mutationFn: () => makePasswordLink(member.id),
    onSuccess: (made) => {
      if (made.link) {
        setHanded(made);
      } else {
        toast(t("members.linkMailed", { email: made.email }));
        onClose();
      }
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("members.passwordLinkTitle", { name: member.name })} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      {handed?.link ? (
        <Handing handed={handed} link={handed.link} explain={t("members.handOver", { email: handed.email })} onClose={onClose} />
      ) : (
        <>
          <p className={classes.explain}>{t("members.passwordLinkMeans")}</p>
          {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
            <Button loading={run.isPending} onClick={() => run.mutate()} data-autofocus>{t("members.makeLink")}</Button>
          </div>
        </>
      )}
    </Modal>
  );
}

/** For who has lost phone and paper. */
export function TakeFactor({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  useReturnFocus();
  const run = useMutation({
    mutationFn: () => takeFactor(member.id),
    onSuccess: () => {
      toast(t("members.factorTaken", { name: member.name }));
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("members.takeFactorTitle", { name: member.name })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.explain}>{t("members.takeFactorMeans")}</p>
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color="red.8" loading={run.isPending} onClick={() => run.mutate()}>{t("members.switchOff")}</Button>
      </div>
    </Modal>
  );
}
