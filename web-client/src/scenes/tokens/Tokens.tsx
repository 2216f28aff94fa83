import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Trash2 } from "lucide-react";
import { useState } from "react";
import { fetchTokens, makeToken, revokeToken } from "../../api/people";
import { keys, useNames } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { TOKEN_DAYS, type ApiToken, type TokenMade } from "../../models/people";
import { ROLES, type Role } from "../../models/session";
import { Empty, Failure } from "../../parts/Failure";
import { ShownOnce } from "../../parts/ShownOnce";
import { toast } from "../../parts/toast";
import { useReturnFocus } from "../../parts/useReturnFocus";
import classes from "../members/members.module.css";

/** `/tokens`: the scripts' ways in, what each may, and the end of it. */
export default function Tokens() {
  const { t } = useI18n();
  const { may } = useMe();
  const tokens = useQuery({ queryKey: keys.tokens, queryFn: fetchTokens, enabled: may("OWNER") });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  if (!may("OWNER")) return <Empty title={t("tokens.ownersOnly")} />;
  if (tokens.isError && !tokens.data) return <Failure title={t("tokens.failed")} failure={tokens.error} retry={() => void tokens.refetch()} />;
  const make = <Button leftSection={<KeyRound size={16} aria-hidden="true" />} onClick={() => setMaking(true)}>{t("tokens.make")}</Button>;
  return (
    <div className={classes.scene}>
      {!tokens.data ? (
        <div aria-busy="true">{Array.from({ length: 3 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : tokens.data.length === 0 ? (
        <Empty title={t("tokens.empty")} hint={t("tokens.means")}>{make}</Empty>
      ) : (
        <>
          <div className={classes.head}>
            <p>{t("tokens.means")}</p>
            {make}
          </div>
          <ul className={classes.list} aria-label={t("nav.tokens")}>{tokens.data.map((one) => <Row key={one.id} token={one} onRevoke={() => setRevoking(one)} />)}</ul>
        </>
      )}
      {making && <Make onClose={() => setMaking(false)} />}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

function Row({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { t, say } = useI18n();
  const nameOf = useNames();
  const by = nameOf(token.member);
  const over = Date.parse(token.expires) <= Date.now();
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <strong>{token.name}</strong>
        <span>
          {t(`role.${token.role}`)} · {t(over ? "tokens.expired" : "tokens.until", { day: say.fullDay(token.expires) })} ·{" "}
          {/* A day as the server counts them, not a moment. */}
          {token.lastUsed ? t("tokens.lastUsed", { day: say.fullDay(`${token.lastUsed}T00:00:00Z`, "UTC") }) : t("tokens.neverUsed")}
          {by && <> · {t("tokens.by", { name: by })}</>}
        </span>
      </div>
      <Button className={classes.role} size="xs" variant="default" leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={onRevoke} aria-label={t("tokens.revokeOf", { name: token.name })}>{t("tokens.revoke")}</Button>
    </li>
  );
}

function Make({ onClose }: { onClose: () => void }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("VIEWER");
  const [days, setDays] = useState(90);
  const [made, setMade] = useState<TokenMade | null>(null);
  const run = useMutation({
    mutationFn: () => makeToken(name.trim(), role, days),
    onSuccess: setMade,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.tokens }),
  });
  return (
    // What is shown once is not lost by a click beside it.
    <Modal opened onClose={onClose} closeOnClickOutside={!made} closeOnEscape={!made} title={t("tokens.makeTitle")} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      {made ? (
        <div>
          <p className={classes.explain}>{t("tokens.copyNow")}</p>
          <ShownOnce label={t("tokens.token")} value={made.token} />
          <p className={classes.explain}>{t("tokens.goodUntil", { day: say.fullDay(made.expires) })}</p>
          <div className={classes.actions}><Button onClick={onClose}>{t("app.close")}</Button></div>
        </div>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            run.mutate();
          }}
        >
          <TextInput label={t("tokens.name")} description={t("tokens.nameHint")} autoComplete="off" required withAsterisk={false} maxLength={100} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <NativeSelect label={t("tokens.role")} description={t(`members.may.${role}`)} value={role} onChange={(event) => setRole(event.currentTarget.value as Role)} data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))} />
          <NativeSelect label={t("tokens.life")} value={String(days)} onChange={(event) => setDays(Number(event.currentTarget.value))} data={TOKEN_DAYS.map((one) => ({ value: String(one), label: t("tokens.days", { count: one }) }))} />
          {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
            <Button type="submit" loading={run.isPending}>{t("tokens.make")}</Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

function Revoke({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const run = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: () => {
      toast(t("tokens.revoked", { name: token.name }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.tokens }),
  });
  return (
    <Modal opened onClose={onClose} title={t("tokens.revokeTitle", { name: token.name })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <p className={classes.explain}>{t("tokens.revokeMeans")}</p>
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color="red.8" loading={run.isPending} onClick={() => run.mutate()}>{t("tokens.revoke")}</Button>
      </div>
    </Modal>
  );
}
