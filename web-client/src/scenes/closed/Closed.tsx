import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router-dom";
import { client, keys, useFactor } from "../../api/queries";
import { signOut } from "../../api/session";
import { LanguageSwitch, ThemeSwitch } from "../../frame/TopLine";
import { useI18n } from "../../i18n";
import type { Session } from "../../models/session";
import { Factor } from "../profile/Factor";
import classes from "../sign-in/sign-in.module.css";

/** For who is signed in and may open nothing: a member of no workspace, or without the second factor it asks for. */
export default function Closed({ session }: { session: Session }) {
  const { t, sayProblem } = useI18n();
  const navigate = useNavigate();
  const { workspace } = session;
  const factor = useFactor(Boolean(workspace));
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      client.clear();
      navigate("/sign-in", { replace: true });
    },
  });
  useEffect(() => {
    document.title = "Septet";
  }, []);
  return (
    <div className={classes.page}>
      <div className={classes.corner}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={classes.card}>
        <img src="/septet.svg" alt="" width={40} height={40} />
        <h1>{workspace?.name ?? t("closed.none")}</h1>
        <p className={classes.lead}>{workspace ? t("closed.factor") : t("closed.noneMeans", { email: session.member.email })}</p>
        {workspace && <Factor />}
        {/* Not at once: the codes on paper are still on the screen. */}
        {factor.data?.on && <Button fullWidth size="md" onClick={() => void client.invalidateQueries({ queryKey: keys.session })}>{t("closed.open")}</Button>}
        {leave.isError && <p className={classes.problem} role="alert">{sayProblem(leave.error)}</p>}
        <Button className={classes.other} variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>{t("top.signOut")}</Button>
      </main>
    </div>
  );
}
