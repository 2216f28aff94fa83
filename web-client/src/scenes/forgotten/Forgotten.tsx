import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useLocation } from "react-router-dom";
import { forgotPassword } from "../../api/people";
import { LanguageSwitch, ThemeSwitch } from "../../frame/TopLine";
import { useI18n } from "../../i18n";
import classes from "../sign-in/sign-in.module.css";

/** `/forgotten`: a link for a new password, mailed to whoever has an account here. */
export default function Forgotten() {
  const { t, sayProblem } = useI18n();
  const { state } = useLocation() as { state: { email?: string } | null };
  const [email, setEmail] = useState(state?.email ?? "");
  const ask = useMutation({ mutationFn: () => forgotPassword(email.trim()) });
  useEffect(() => {
    document.title = `${t("forgotten.title")} · Septet`;
  }, [t]);
  return (
    <div className={classes.page}>
      <div className={classes.corner}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={classes.card}>
        <img src="/septet.svg" alt="" width={40} height={40} />
        <h1>{t("forgotten.title")}</h1>
        {ask.isSuccess ? (
          <p className={classes.lead} role="status">{t("forgotten.sent", { email: email.trim() })}</p>
        ) : (
          <>
            <p className={classes.lead}>{t("forgotten.lead")}</p>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                ask.mutate();
              }}
            >
              <TextInput label={t("signIn.email")} type="email" name="email" autoComplete="username" required withAsterisk={false} maxLength={254} autoFocus size="md" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
              {ask.isError && <p className={classes.problem} role="alert">{sayProblem(ask.error)}</p>}
              <Button type="submit" size="md" fullWidth loading={ask.isPending}>{t("forgotten.send")}</Button>
            </form>
          </>
        )}
        <Link className={classes.other} to="/sign-in">{t("link.toSignIn")}</Link>
      </main>
    </div>
  );
}
