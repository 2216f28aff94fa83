import { Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { changeProfile } from "../../api/profile";
import { client, keys, useMail, useProfile } from "../../api/queries";
import { useMe } from "../../frame/session";
import { LANGUAGES, useI18n } from "../../i18n";
import { Failure } from "../../parts/Failure";
import { Factor } from "./Factor";
import { Passkeys } from "./Passkeys";
import { Password } from "./Password";
import { Places } from "./Places";
import classes from "./profile.module.css";

/** `/profile`: who one is here, whether one is written to, and how one signs in. */
export default function Profile() {
  const { t, sayProblem } = useI18n();
  const { member, workspace, may } = useMe();
  const profile = useProfile();
  const mail = useMail();
  const change = useMutation({
    mutationFn: (on: boolean) => changeProfile({ mail: on }),
    onSuccess: (told) => client.setQueryData(keys.profile, told),
  });
  if (profile.isError && !profile.data) return <Failure title={t("profile.loadFailed")} failure={profile.error} retry={() => void profile.refetch()} />;
  const language = LANGUAGES.find((one) => one.code === profile.data?.language)?.name ?? LANGUAGES[0]!.name;
  return (
    <div className={classes.scene}>
      <dl className={classes.facts}>
        <dt>{t("profile.name")}</dt>
        <dd>{member.name}</dd>
        <dt>{t("profile.email")}</dt>
        <dd>{member.email}</dd>
        <dt>{workspace.name}</dt>
        <dd>{t(`role.${workspace.role}`)}</dd>
      </dl>
      <section aria-labelledby="profile-mail">
        <h2 id="profile-mail">{t("profile.mail")}</h2>
        {!profile.data ? (
          <div className={classes.shape} aria-busy="true" />
        ) : (
          <>
            <Switch
              size="md" checked={change.isPending ? change.variables : profile.data.mail} disabled={change.isPending}
              onChange={(event) => change.mutate(event.currentTarget.checked)}
              label={t("profile.mailOn")} description={t(may("OWNER") ? "profile.mailOwner" : "profile.mailAuthor")}
            />
            {change.isError && <p className={classes.problem} role="alert">{sayProblem(change.error)}</p>}
            <p className={classes.hint}>{mail.data === false ? t("profile.noMail") : t("profile.mailIn", { language })}</p>
          </>
        )}
      </section>
      <Password />
      <Factor />
      <Passkeys />
      <Places />
    </div>
  );
}
