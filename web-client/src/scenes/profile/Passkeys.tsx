import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fetchPasskeys, makePasskey, passkeysWork, removePasskey } from "../../api/passkeys";
import { keys, useWays } from "../../api/queries";
import { useI18n } from "../../i18n";
import { readAgent } from "../../models/people";
import { Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import classes from "./profile.module.css";

/** Keys in one's devices with which one signs in without password and code. */
export function Passkeys() {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const passkeys = useQuery({ queryKey: keys.passkeys, queryFn: fetchPasskeys });
  const origin = useWays().data?.passkeys?.origin;
  const [adding, setAdding] = useState(false);
  const settled = () => queries.invalidateQueries({ queryKey: keys.passkeys });
  const remove = useMutation({ mutationFn: removePasskey, onError: (failure) => toast(sayProblem(failure), "problem"), onSettled: settled });
  return (
    <section aria-labelledby="profile-passkeys">
      <h2 id="profile-passkeys">{t("passkeys.title")}</h2>
      {passkeys.isError && !passkeys.data ? (
        <Failure title={t("passkeys.failed")} failure={passkeys.error} retry={() => void passkeys.refetch()} />
      ) : !passkeys.data ? (
        <div className={classes.shape} aria-busy="true" />
      ) : (
        <>
          <p className={classes.told}>{t("passkeys.means")}</p>
          {passkeys.data.length > 0 && (
            <ul className={classes.places} aria-labelledby="profile-passkeys">
              {passkeys.data.map((one) => (
                <li key={one.id}>
                  <div>
                    <strong>{one.name}</strong>
                    <span>
                      {t("passkeys.made", { day: say.fullDay(one.created) })} · {one.lastUsed ? t("places.lastUsed", { ago: say.relative(one.lastUsed) }) : t("passkeys.neverUsed")}
                    </span>
                  </div>
                  <Button size="xs" variant="default" aria-label={t("passkeys.removeOf", { name: one.name })} loading={remove.isPending && remove.variables === one.id} onClick={() => remove.mutate(one.id)}>{t("passkeys.remove")}</Button>
                </li>
              ))}
            </ul>
          )}
          {adding ? (
            <Add
              onClose={() => {
                setAdding(false);
                void settled();
              }}
            />
          ) : passkeysWork(origin) ? (
            <Button variant="default" onClick={() => setAdding(true)}>{t("passkeys.add")}</Button>
          ) : (
            origin && <p className={classes.hint}>{t("passkeys.notHere", { origin })}</p>
          )}
        </>
      )}
    </section>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const { browser, system } = readAgent(navigator.userAgent);
  const [name, setName] = useState(browser && system ? t("places.on", { browser, system }) : "");
  const [password, setPassword] = useState("");
  const run = useMutation({
    mutationFn: () => makePasskey(name.trim(), password),
    onSuccess: (made) => {
      toast(t("passkeys.added", { name: made.name }));
      onClose();
    },
  });
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); run.mutate(); }}>
      <TextInput label={t("passkeys.name")} description={t("passkeys.nameHint")} required withAsterisk={false} maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label={t("profile.currentPassword")} name="password" autoComplete="current-password" required withAsterisk={false} autoFocus value={password} onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }} />
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.buttons}>
        <Button type="submit" loading={run.isPending}>{t("factor.next")}</Button>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}
