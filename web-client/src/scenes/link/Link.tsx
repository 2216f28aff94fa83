import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link as To, useNavigate } from "react-router-dom";
import { lookAtLink, useUpLink } from "../../api/people";
import { client, keys } from "../../api/queries";
import { signIn } from "../../api/session";
import { Problem } from "../../api/http";
import { LanguageSwitch, ThemeSwitch } from "../../frame/TopLine";
import { useI18n } from "../../i18n";
import type { LinkMeaning } from "../../models/people";
import { longEnough, NewPassword } from "../../parts/NewPassword";
import classes from "../sign-in/sign-in.module.css";

/** `/link#...`: whoever was invited, or wants a new password, comes here with nothing but the link. */
export default function Link() {
  const { t, sayProblem } = useI18n();
  const [secret, setSecret] = useState(() => location.hash.slice(1));
  const meaning = useQuery({ queryKey: ["link", secret], queryFn: () => lookAtLink(secret), retry: false, staleTime: Infinity, gcTime: 0, enabled: secret !== "" });

  useEffect(() => {
    const other = () => setSecret(location.hash.slice(1));
    addEventListener("hashchange", other);
    return () => removeEventListener("hashchange", other);
  }, []);
  const title = meaning.data ? t(meaning.data.kind === "PASSWORD" ? "link.password" : "link.join", { workspace: meaning.data.workspace ?? "" }) : t("link.title");
  useEffect(() => {
    document.title = `${title} · Septet`;
  }, [title]);

  return (
    <div className={classes.page}>
      <div className={classes.corner}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={classes.card} aria-busy={meaning.isLoading || undefined}>
        <img src="/septet.svg" alt="" width={40} height={40} />
        {meaning.data ? (
          <Welcome title={title} secret={secret} meaning={meaning.data} />
        ) : (
          !meaning.isLoading && (
            <>
              <h1>{title}</h1>
              <p className={classes.lead} role="alert">{meaning.isError ? sayProblem(meaning.error) : t("problem.link-invalid")}</p>
              {meaning.isError && !(meaning.error instanceof Problem && meaning.error.type === "link-invalid") && <Button variant="default" onClick={() => void meaning.refetch()}>{t("app.retry")}</Button>}
              <To className={classes.other} to="/sign-in">{t("link.toSignIn")}</To>
            </>
          )
        )}
      </main>
    </div>
  );
}

function Welcome({ title, secret, meaning }: { title: string; secret: string; meaning: LinkMeaning }) {
  const { t, sayProblem } = useI18n();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { kind, email, workspace, role, by, known } = meaning;
  const choosesPassword = kind === "PASSWORD" || !known;
  const choosesName = kind === "INVITATION" && !known;
  const [early, setEarly] = useState(false);
  const run = useMutation({
    mutationFn: async () => {
      await useUpLink(secret, { ...(choosesName && { name: name.trim() }), ...(choosesPassword && { password }) });
      if (!choosesPassword) return null;
      // The link is used up: what goes wrong from here on is put right by signing in.
      return signIn(email, password).catch(() => null);
    },
    onSuccess: (session) => {
      client.clear();
      if (session) client.setQueryData(keys.session, session);
      navigate(session ? "/" : "/sign-in", { replace: true, state: session ? undefined : { joined: kind === "INVITATION" } });
    },
  });
  return (
    <>
      <h1>{title}</h1>
      <p className={classes.lead}>
        {kind === "PASSWORD" ? t("link.passwordFor", { email }) : t(by ? "link.invitedBy" : "link.invited", { by: by ?? "", workspace: workspace ?? "", role: role ? t(`role.${role}`) : "" })}
        {kind === "INVITATION" && known && <> {t("link.known")}</>}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (choosesPassword && !longEnough(password)) setEarly(true);
          else run.mutate();
        }}
      >
        {choosesName && <TextInput label={t("link.name")} description={t("link.nameHint")} name="name" autoComplete="name" required withAsterisk={false} maxLength={100} autoFocus size="md" value={name} onChange={(event) => setName(event.currentTarget.value)} />}
        {/* So that password managers keep the address with the password. */}
        <TextInput label={t("signIn.email")} type="email" name="email" autoComplete="username" readOnly size="md" value={email} />
        {choosesPassword && (
          <NewPassword
            label={t(kind === "PASSWORD" ? "people.newPassword" : "signIn.password")} size="md" value={password}
            onChange={(value) => { setPassword(value); setEarly(false); }}
            failure={early ? t("problem.password-too-short") : undefined}
          />
        )}
        {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
        <Button type="submit" size="md" fullWidth loading={run.isPending}>{t(kind === "PASSWORD" ? "link.choose" : "link.joinNow")}</Button>
      </form>
    </>
  );
}
