import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "../../api/people";
import { keys } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { longEnough, NewPassword } from "../../parts/NewPassword";
import { toast } from "../../parts/toast";
import classes from "./profile.module.css";

/** Another password, for whoever knows the present one. */
export function Password() {
  const { t, sayProblem } = useI18n();
  const { member } = useMe();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [early, setEarly] = useState(false);
  const close = () => {
    setOpened(false);
    setCurrent("");
    setPassword("");
    setEarly(false);
  };
  const run = useMutation({
    mutationFn: () => changePassword(current, password),
    onSuccess: () => {
      close();
      toast(t("profile.passwordChanged"));
      void queries.invalidateQueries({ queryKey: keys.places });
    },
  });
  return (
    <section aria-labelledby="profile-password">
      <h2 id="profile-password">{t("signIn.password")}</h2>
      {!opened ? (
        <Button variant="default" onClick={() => { run.reset(); setOpened(true); }}>{t("profile.changePassword")}</Button>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!longEnough(password)) setEarly(true);
            else run.mutate();
          }}
        >
          <input type="text" name="username" autoComplete="username" value={member.email} readOnly hidden />
          <PasswordInput label={t("profile.currentPassword")} name="password" autoComplete="current-password" required withAsterisk={false} autoFocus value={current} onChange={(event) => setCurrent(event.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }} />
          <NewPassword label={t("people.newPassword")} value={password} onChange={(value) => { setPassword(value); setEarly(false); }} failure={early ? t("problem.password-too-short") : undefined} />
          {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
          <p className={classes.hint}>{t("profile.passwordMeans")}</p>
          <div className={classes.buttons}>
            <Button type="submit" loading={run.isPending}>{t("profile.changePassword")}</Button>
            <Button variant="default" onClick={close}>{t("app.cancel")}</Button>
          </div>
        </form>
      )}
    </section>
  );
}
