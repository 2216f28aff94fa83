import { Autocomplete, Button, MultiSelect, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { saveApprovalRules } from "../../api/approvals";
import { keys, useApprovalRules, useFeeds, useLabels, useMembers } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { MOST_STAGES, type ApprovalRules, type SpecialStages, type Stage } from "../../models/approval";
import type { Role } from "../../models/session";
import { Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import classes from "./settings.module.css";

/** `/approvals/settings`: who has to say yes before a post goes out. */
export default function Settings() {
  const { t } = useI18n();
  const { may } = useMe();
  const rules = useApprovalRules();
  if (rules.isError && !rules.data) return <Failure title={t("approval.settingsFailed")} failure={rules.error} retry={() => void rules.refetch()} />;
  if (!rules.data) return <div className={classes.scene} aria-busy="true" />;
  return <Form key={rules.data.version} rules={rules.data} mayChange={may("MANAGER")} />;
}

function Form({ rules, mayChange }: { rules: ApprovalRules; mayChange: boolean }) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  const feeds = useFeeds().data ?? [];
  const labels = useLabels();
  const [draft, setDraft] = useState(rules);
  const save = useMutation({
    mutationFn: () => saveApprovalRules(draft),
    onSuccess: (saved) => {
      queries.setQueryData(keys.approvalRules, saved);
      toast(t("approval.settingsSaved"));
    },
  });
  const broken = faultIn(draft);
  const changed = JSON.stringify(draft) !== JSON.stringify(rules);
  const change = (n: number, next: SpecialStages | null) =>
    setDraft({ ...draft, overrides: draft.overrides.flatMap((one, m) => (m === n ? (next ? [next] : []) : [one])) });
  const add = (scope: SpecialStages["scope"]) =>
    setDraft({ ...draft, overrides: [...draft.overrides, { scope, id: "", stages: draft.stages.length > 0 ? draft.stages : [newStage(t("approval.firstStage"))] }] });
  return (
    <form
      className={classes.scene}
      onSubmit={(event) => {
        event.preventDefault();
        if (!broken && changed && mayChange) save.mutate();
      }}
    >
      <p className={classes.means}>{t("approval.settingsMeans")}</p>
      <fieldset disabled={!mayChange} className={classes.plain}>
        <section>
          <h2>{t("approval.everyPost")}</h2>
          {draft.stages.length === 0 && <p className={classes.none}>{t("approval.noStages")}</p>}
          <StageList stages={draft.stages} onChange={(stages) => setDraft({ ...draft, stages })} mayChange={mayChange} />
        </section>
        <section>
          <h2>{t("approval.special")}</h2>
          <p className={classes.means}>{t("approval.specialMeans")}</p>
          {draft.overrides.map((one, n) => (
            <div key={n} className={classes.special}>
              <div className={classes.which}>
                {one.scope === "feed" ? (
                  <Select
                    label={t("approval.forFeed")} value={one.id || null} data={feeds.map((feed) => ({ value: feed.id, label: feed.name }))} searchable disabled={!mayChange}
                    onChange={(id) => change(n, { ...one, id: id ?? "" })}
                  />
                ) : (
                  <Autocomplete label={t("approval.forLabel")} value={one.id} data={labels} maxLength={100} disabled={!mayChange} onChange={(id) => change(n, { ...one, id })} />
                )}
                {mayChange && <Button variant="subtle" color="red.8" size="xs" leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={() => change(n, null)}>{t("approval.removeSpecial")}</Button>}
              </div>
              <StageList stages={one.stages} onChange={(stages) => change(n, { ...one, stages })} mayChange={mayChange} />
            </div>
          ))}
          {mayChange && (
            <div className={classes.adds}>
              <Button variant="default" size="xs" leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => add("feed")}>{t("approval.addFeed")}</Button>
              <Button variant="default" size="xs" leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => add("label")}>{t("approval.addLabel")}</Button>
            </div>
          )}
        </section>
      </fieldset>
      {mayChange ? (
        <div className={classes.foot}>
          {save.isError && <p className={classes.problem} role="alert">{sayProblem(save.error)}</p>}
          {broken && changed && <p className={classes.why}>{t(`approval.fault.${broken}`)}</p>}
          <Button type="submit" disabled={broken !== null || !changed} loading={save.isPending}>{t("approval.saveSettings")}</Button>
        </div>
      ) : <p className={classes.why}>{t("approval.managersOnly")}</p>}
    </form>
  );
}

const newStage = (name: string): Stage => ({ name, role: "MANAGER", members: [] });

/** What the server would refuse. */
function faultIn(rules: ApprovalRules): "name" | "twice" | "what" | "whatTwice" | null {
  const lists = [rules.stages, ...rules.overrides.map((one) => one.stages)];
  if (lists.some((stages) => stages.some((one) => !one.name.trim()))) return "name";
  if (lists.some((stages) => new Set(stages.map((one) => one.name.trim())).size < stages.length)) return "twice";
  if (rules.overrides.some((one) => !one.id.trim())) return "what";
  const named = rules.overrides.map((one) => `${one.scope} ${one.id.trim()}`);
  return new Set(named).size < named.length ? "whatTwice" : null;
}

function StageList({ stages, onChange, mayChange }: { stages: Stage[]; onChange: (stages: Stage[]) => void; mayChange: boolean }) {
  const { t } = useI18n();
  const members = useMembers().data ?? [];
  const change = (n: number, next: Stage) => onChange(stages.map((one, m) => (m === n ? next : one)));
  const defaults = [t("approval.firstStage"), t("approval.secondStage"), t("approval.thirdStage")];
  const fresh = defaults.find((one) => !stages.some((stage) => stage.name === one)) ?? "";
  return (
    <>
      <ol className={classes.stages}>
        {stages.map((stage, n) => (
          <li key={n}>
            <span className={classes.number} aria-hidden="true">{n + 1}</span>
            <TextInput label={t("approval.stageName")} value={stage.name} maxLength={40} disabled={!mayChange} onChange={(event) => change(n, { ...stage, name: event.currentTarget.value })} />
            <Select
              label={t("approval.decidedBy")} value={stage.role} allowDeselect={false} disabled={!mayChange || stage.members.length > 0}
              data={(["EDITOR", "MANAGER", "OWNER"] as const).map((role) => ({ value: role, label: t(`approval.role.${role}`) }))}
              onChange={(role) => role && change(n, { ...stage, role: role as Role })}
            />
            <MultiSelect
              label={t("approval.onlyThese")} placeholder={stage.members.length === 0 ? t("approval.nobodyNamed") : undefined} value={stage.members} searchable clearable disabled={!mayChange}
              clearButtonProps={{ "aria-label": t("approval.nameNobody") }}
              data={members.map((one) => ({ value: one.id, label: one.name }))} onChange={(named) => change(n, { ...stage, members: named })}
            />
            {mayChange && (
              <Button variant="subtle" color="gray" size="xs" aria-label={t("approval.removeStage", { stage: stage.name })} onClick={() => onChange(stages.filter((_, m) => m !== n))}>
                <Trash2 size={16} aria-hidden="true" />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {mayChange && stages.length < MOST_STAGES && (
        <Button variant="default" size="xs" leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => onChange([...stages, newStage(fresh)])}>{t("approval.addStage")}</Button>
      )}
    </>
  );
}
