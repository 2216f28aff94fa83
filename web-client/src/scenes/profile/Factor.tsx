import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { encode } from "uqr";
import { beginFactor, confirmFactor, switchFactorOff } from "../../api/people";
import { keys, useFactor } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { FactorBegun } from "../../models/people";
import { Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import classes from "./profile.module.css";

type Stage = { name: "still" } | { name: "password" } | { name: "app"; begun: FactorBegun } | { name: "paper"; codes: string[] } | { name: "off" };

/** The second factor: codes of an app besides the password, and codes on paper for when the app is lost. */
export function Factor() {
  const { t, say } = useI18n();
  const queries = useQueryClient();
  const factor = useFactor();
  const [stage, setStage] = useState<Stage>({ name: "still" });
  const still = () => {
    setStage({ name: "still" });
    void queries.invalidateQueries({ queryKey: keys.factor });
  };
  return (
    <section aria-labelledby="profile-factor">
      <h2 id="profile-factor">{t("factor.title")}</h2>
      {factor.isError && !factor.data ? (
        <Failure title={t("factor.failed")} failure={factor.error} retry={() => void factor.refetch()} />
      ) : !factor.data ? (
        <div className={classes.shape} aria-busy="true" />
      ) : stage.name === "password" ? (
        <Ask onBegun={(begun) => setStage({ name: "app", begun })} onClose={still} />
      ) : stage.name === "app" ? (
        <App begun={stage.begun} onCodes={(codes) => setStage({ name: "paper", codes })} onClose={still} />
      ) : stage.name === "paper" ? (
        <Paper codes={stage.codes} onClose={still} />
      ) : stage.name === "off" ? (
        <Off onClose={still} />
      ) : factor.data.on ? (
        <>
          <p className={classes.told}>{t("factor.on", { day: say.fullDay(factor.data.since ?? Date.now()), count: factor.data.recoveryCodes })}</p>
          <Button variant="default" onClick={() => setStage({ name: "off" })}>{t("factor.switchOff")}</Button>
        </>
      ) : (
        <>
          <p className={classes.told}>{t("factor.off")}</p>
          <Button variant="default" onClick={() => setStage({ name: "password" })}>{t("factor.switchOn")}</Button>
        </>
      )}
    </section>
  );
}

function Present({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useI18n();
  return <PasswordInput label={t("profile.currentPassword")} name="password" autoComplete="current-password" required withAsterisk={false} autoFocus value={value} onChange={(event) => onChange(event.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }} />;
}

function Ask({ onBegun, onClose }: { onBegun: (begun: FactorBegun) => void; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const [password, setPassword] = useState("");
  const run = useMutation({ mutationFn: () => beginFactor(password), onSuccess: onBegun });
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); run.mutate(); }}>
      <Present value={password} onChange={setPassword} />
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.buttons}>
        <Button type="submit" loading={run.isPending}>{t("factor.next")}</Button>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}

function App({ begun, onCodes, onClose }: { begun: FactorBegun; onCodes: (codes: string[]) => void; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const [code, setCode] = useState("");
  const run = useMutation({ mutationFn: () => confirmFactor(code), onSuccess: (made) => onCodes(made.recoveryCodes) });
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); run.mutate(); }}>
      <p className={classes.told}>{t("factor.scan")}</p>
      <Qr text={begun.uri} label={t("factor.qr")} />
      <p className={classes.told}>{t("factor.typed")} <code className={classes.secret}>{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code></p>
      <TextInput label={t("factor.code")} name="code" inputMode="numeric" autoComplete="one-time-code" required withAsterisk={false} maxLength={10} autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.buttons}>
        <Button type="submit" loading={run.isPending}>{t("factor.switchOn")}</Button>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}

/** Dark on light in every theme: many cameras read nothing else. */
function Qr({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border: 3 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg className={classes.qr} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function Paper({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <div className={classes.form}>
      <p className={classes.told} role="status">{t("factor.paper")}</p>
      <ul className={classes.codes}>{codes.map((one) => <li key={one}><code>{one}</code></li>)}</ul>
      <div className={classes.buttons}><Button onClick={onClose}>{t("factor.kept")}</Button></div>
    </div>
  );
}

function Off({ onClose }: { onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const run = useMutation({
    mutationFn: () => switchFactorOff(password, code),
    onSuccess: () => {
      toast(t("factor.isOff"));
      onClose();
    },
  });
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); run.mutate(); }}>
      <Present value={password} onChange={setPassword} />
      <TextInput label={t("factor.code")} description={t("factor.codeHint")} name="code" autoComplete="one-time-code" required withAsterisk={false} maxLength={50} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.buttons}>
        <Button type="submit" color="red.8" loading={run.isPending}>{t("factor.switchOff")}</Button>
        <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}
