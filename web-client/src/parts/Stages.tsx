import { Check, Circle, CircleDot, X } from "lucide-react";
import { useNames } from "../api/queries";
import { useI18n } from "../i18n";
import type { Approval, Decision } from "../models/approval";
import classes from "./stages.module.css";

/** Each stage with who decides it, or has, when and with which words. */
export function Stages({ approval }: { approval: Approval }) {
  const { t, say } = useI18n();
  const nameOf = useNames();
  const name = (id: string) => nameOf(id) ?? t("approval.somebody");
  const who = (one: Decision) => (one.reader ? t("approval.reader", { reader: one.reader, name: name(one.by) }) : name(one.by));
  const refused = approval.decisions.some((one) => !one.approved);
  return (
    <>
      <ol className={classes.stages}>
        {approval.stages.map((stage, n) => {
          const said = approval.decisions[n];
          const waits = approval.waiting === n;
          const Icon = said ? (said.approved ? Check : X) : waits ? CircleDot : Circle;
          return (
            <li key={stage.name} data-said={said ? (said.approved ? "yes" : "no") : waits ? "waits" : "later"}>
              <Icon size={16} aria-hidden="true" />
              <div>
                <strong>{stage.name}</strong>
                {said ? (
                  <span>{t(said.approved ? "approval.saidYes" : "approval.saidNo", { name: who(said), time: say.moment(said.at) })}</span>
                ) : (
                  <span>{refused ? t("approval.notAsked") : t(waits ? "approval.waitsFor" : "approval.laterFor", { who: stage.members.length > 0 ? say.list(stage.members.map(name)) : t(`approval.role.${stage.role as "EDITOR" | "MANAGER" | "OWNER"}`) })}</span>
                )}
                {said?.note && <blockquote>{said.note}</blockquote>}
              </div>
            </li>
          );
        })}
      </ol>
      {approval.voided.map((one, n) => (
        <p key={n} className={classes.voided}>
          {t("approval.voided", { name: name(one.by), time: say.moment(one.at), who: say.list(one.decisions.map((said) => `${who(said)} (${said.stage})`)) })}
        </p>
      ))}
    </>
  );
}
