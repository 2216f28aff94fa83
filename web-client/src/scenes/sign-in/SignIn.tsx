import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, Navigate, useLocation, useNavigate, useSearchParams } from "react-router-dom";
import { Problem } from "../../api/http";
import { passkeysWork, signInByPasskey } from "../../api/passkeys";
import { client, keys, useSession, useWays } from "../../api/queries";
import { signIn } from "../../api/session";
import { LanguageSwitch, ThemeSwitch } from "../../frame/TopLine";
import { useI18n } from "../../i18n";
import type { Session } from "../../models/session";
import classes from "./sign-in.module.css";

export default function SignIn() {
  const { t, sayProblem } = useI18n();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { from?: string; ended?: boolean; joined?: boolean } | null };
  const session = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  const goal = state?.from ?? "/";
  const ways = useWays().data;
  const provider = ways?.provider;
  const passkeys = passkeysWork(ways?.passkeys?.origin);
  // Why the organisation's provider brought somebody back here instead of inside.
  const [search, setSearch] = useSearchParams();
  const returned = search.get("problem");

  const come = (session: Session) => {
    client.setQueryData(keys.session, session);
    navigate(goal, { replace: true });
  };
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password, asked ? code.trim() : undefined),
    onError: (failure) => {
      if (failure instanceof Problem && failure.type === "code-needed") setAsked(true);
    },
    onSuccess: come,
  });
  const touch = useMutation({ mutationFn: signInByPasskey, onSuccess: come });

  useEffect(() => {
    document.title = `${t("signIn.submit")} · Septet`;
  }, [t]);

  if (session.data) return <Navigate to={goal} replace />;
  return (
    <div className={classes.page}>
      <div className={classes.corner}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={classes.card}>
        <img src="/septet.svg" alt="" width={40} height={40} />
        <h1>{t("signIn.title")}</h1>
        <p className={classes.lead}>{t(state?.ended ? "signIn.ended" : state?.joined ? "signIn.joined" : "signIn.lead")}</p>
        {returned && <p className={classes.returned} role="alert">{sayProblem(new Problem(returned, 403, ""))}</p>}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (returned) setSearch({}, { replace: true });
            enter.mutate();
          }}
        >
          <TextInput label={t("signIn.email")} type="email" name="email" autoComplete="username" required withAsterisk={false} autoFocus size="md" value={email} onChange={(event) => { setEmail(event.currentTarget.value); setAsked(false); }} />
          <TextInput type="password" label={t("signIn.password")} name="password" autoComplete="current-password" required withAsterisk={false} size="md" value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          {asked && <TextInput label={t("factor.code")} description={t("factor.codeHint")} name="code" autoComplete="one-time-code" required withAsterisk={false} maxLength={50} autoFocus size="md" value={code} onChange={(event) => setCode(event.currentTarget.value)} />}
          {enter.isError && !(enter.error instanceof Problem && enter.error.type === "code-needed") && <p className={classes.problem} role="alert">{sayProblem(enter.error)}</p>}
          <Button type="submit" size="md" fullWidth loading={enter.isPending}>{t("signIn.submit")}</Button>
        </form>
        {(provider || passkeys) && (
          <div className={classes.ways}>
            <span>{t("signIn.or")}</span>
            {passkeys && (
              <Button variant="default" size="md" fullWidth loading={touch.isPending} onClick={() => touch.mutate()}>{t("signIn.passkey")}</Button>
            )}
            {touch.isError && <p className={classes.problem} role="alert">{sayProblem(touch.error)}</p>}
            {provider && (
              <Button component="a" href={`${provider.path}?to=${encodeURIComponent(goal)}`} variant="default" size="md" fullWidth>
                {t("signIn.provider", { name: provider.name || t("signIn.organisation") })}
              </Button>
            )}
          </div>
        )}
        <Link className={classes.other} to="/forgotten" state={{ email: email.trim() }}>{t("signIn.forgotten")}</Link>
      </main>
    </div>
  );
}
