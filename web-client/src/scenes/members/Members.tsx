import { Button, Menu, NativeSelect, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, KeyRound, Link2Off, ShieldOff, UserRoundPlus, UserRoundX } from "lucide-react";
import { useState } from "react";
import { changeRole, fetchInvitations, revokeInvitation } from "../../api/people";
import { demandFactor, fetchDemand } from "../../api/profile";
import { keys, useMembers, useNames } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Invitation } from "../../models/people";
import { ROLES, type Member, type Role } from "../../models/session";
import { Empty, Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import { Invite, PasswordLink, Remove, TakeFactor } from "./dialogs";
import classes from "./members.module.css";

/** What may be done to somebody after a question. */
type What = "remove" | "password" | "factor";

/** `/members`: who belongs to the workspace as what, and who was asked to. */
export default function Members() {
  const { t } = useI18n();
  const { may } = useMe();
  const members = useMembers();
  const invitations = useQuery({ queryKey: keys.invitations, queryFn: fetchInvitations, enabled: may("OWNER") });
  const [asking, setAsking] = useState<"invite" | { what: What; member: Member } | null>(null);
  if (!may("OWNER")) return <Empty title={t("members.ownersOnly")} />;
  if (members.isError && !members.data) return <Failure title={t("members.failed")} failure={members.error} retry={() => void members.refetch()} />;
  const owners = members.data?.filter((one) => one.role === "OWNER").length ?? 0;
  return (
    <div className={classes.scene}>
      <div className={classes.head}>
        <p>{members.data && t("members.count", { count: members.data.length })}</p>
        <Button leftSection={<UserRoundPlus size={16} aria-hidden="true" />} onClick={() => setAsking("invite")}>{t("members.invite")}</Button>
      </div>
      {!members.data ? (
        <div aria-busy="true">{Array.from({ length: 4 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : (
        <ul className={classes.list} aria-label={t("nav.members")}>
          {members.data.map((one) => <Row key={one.id} member={one} last={one.role === "OWNER" && owners === 1} onAsk={(what) => setAsking({ what, member: one })} />)}
        </ul>
      )}
      {invitations.isError && !invitations.data && <Failure title={t("members.invitationsFailed")} failure={invitations.error} retry={() => void invitations.refetch()} />}
      {invitations.data && invitations.data.length > 0 && (
        <section aria-labelledby="invited">
          <h2 id="invited">{t("members.invited")}</h2>
          <ul className={classes.list}>{invitations.data.map((one) => <Invited key={one.id} invitation={one} />)}</ul>
        </section>
      )}
      <Demand />
      {asking === "invite" && <Invite onClose={() => setAsking(null)} />}
      {asking !== null && asking !== "invite" && (
        asking.what === "remove" ? <Remove member={asking.member} onClose={() => setAsking(null)} />
        : asking.what === "password" ? <PasswordLink member={asking.member} onClose={() => setAsking(null)} />
        : <TakeFactor member={asking.member} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

/** Whether the workspace opens without a second factor. */
function Demand() {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  const demand = useQuery({ queryKey: keys.demand, queryFn: fetchDemand });
  const change = useMutation({
    mutationFn: demandFactor,
    onSuccess: (_, needed) => queries.setQueryData(keys.demand, needed),
  });
  if (demand.data === undefined) return null;
  return (
    <section className={classes.demand} aria-labelledby="demand">
      <h2 id="demand">{t("factor.title")}</h2>
      <Switch
        size="md" checked={change.isPending ? change.variables : demand.data} disabled={change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)} label={t("members.demand")} description={t("members.demandMeans")}
      />
      {change.isError && <p className={classes.problem} role="alert">{sayProblem(change.error)}</p>}
    </section>
  );
}

function Row({ member, last, onAsk }: { member: Member; last: boolean; onAsk: (what: What) => void }) {
  const { t, sayProblem } = useI18n();
  const me = useMe();
  const queries = useQueryClient();
  const own = member.id === me.member.id;
  const change = useMutation({
    mutationFn: (role: Role) => changeRole(member.id, role),
    onSuccess: (fresh) => {
      queries.setQueryData<Member[]>(keys.members, (all) => all?.map((one) => (one.id === fresh.id ? fresh : one)));
      toast(t("members.changed", { name: fresh.name, role: t(`role.${fresh.role}`) }));
      // One's own rights have changed: what may be done now is asked anew.
      if (own) void queries.invalidateQueries({ queryKey: keys.session });
    },
    onError: (failure) => toast(sayProblem(failure), "problem"),
  });
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <strong>{own ? t("members.you", { name: member.name }) : member.name}</strong>
        <span>{member.email}</span>
      </div>
      <NativeSelect
        className={classes.role} aria-label={t("members.roleOf", { name: member.name })} title={last ? t("problem.last-owner") : undefined}
        value={change.isPending ? change.variables : member.role} disabled={last || change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.value as Role)}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <button type="button" className={classes.more} aria-label={t("members.moreOf", { name: member.name })}><EllipsisVertical size={16} aria-hidden="true" /></button>
        </Menu.Target>
        <Menu.Dropdown>
          {!own && <Menu.Item leftSection={<KeyRound size={14} aria-hidden="true" />} onClick={() => onAsk("password")}>{t("members.passwordLink")}</Menu.Item>}
          {!own && <Menu.Item leftSection={<ShieldOff size={14} aria-hidden="true" />} onClick={() => onAsk("factor")}>{t("members.takeFactor")}</Menu.Item>}
          <Menu.Item className={classes.danger} disabled={last} leftSection={<UserRoundX size={14} aria-hidden="true" />} onClick={() => onAsk("remove")}>{t("members.remove")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function Invited({ invitation }: { invitation: Invitation }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const nameOf = useNames();
  const { email, role, by, expires } = invitation;
  const name = nameOf(by ?? undefined);
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(invitation.id),
    onSuccess: () => toast(t("members.revoked", { email })),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.invitations }),
  });
  const over = Date.parse(expires) <= Date.now();
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <strong>{email}</strong>
        <span>
          {t(`role.${role}`)} · {t(over ? "members.expired" : "members.until", { time: say.moment(expires) })}
          {name && <> · {t("members.by", { name })}</>}
        </span>
      </div>
      <Button className={classes.role} size="xs" variant="default" leftSection={<Link2Off size={14} aria-hidden="true" />} loading={revoke.isPending} onClick={() => revoke.mutate()} aria-label={t("members.revokeOf", { email })}>
        {t("members.revoke")}
      </Button>
    </li>
  );
}
