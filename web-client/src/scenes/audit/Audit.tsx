import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleMinus, CircleX } from "lucide-react";
import { useSearchParams } from "react-router-dom";
import { fetchAudit, runAudit } from "../../api/audit";
import { client, keys, useFeeds } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { AUDIT_DAYS, keptOf, type Audit, type Kept } from "../../models/audit";
import type { Feed } from "../../models/feed";
import { Empty, Failure } from "../../parts/Failure";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { useNow } from "../../parts/useNow";
import { Findings } from "./Findings";
import classes from "./audit.module.css";
import { ruleWords } from "./words";

/** `/audit?days=7`: whether publishing kept its rules, as checked every night or just now. */
export default function AuditPage() {
  const { t } = useI18n();
  const { may } = useMe();
  if (!may("MANAGER")) return <Empty title={t("audit.notYours")} hint={t("audit.notYoursHint")} />;
  return <Checked />;
}

function Checked() {
  const { t, sayProblem } = useI18n();
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get("days"));
  const days = AUDIT_DAYS.find((one) => one === asked) ?? 7;
  const last = useQuery({ queryKey: keys.audit, queryFn: fetchAudit });
  const run = useMutation({ mutationFn: () => runAudit(days), onSuccess: (audit) => client.setQueryData(keys.audit, audit) });
  if (last.isError && !last.data) return <Failure title={t("audit.loadFailed")} failure={last.error} retry={() => void last.refetch()} />;
  const shown = run.data ?? last.data;
  return (
    <div className={classes.scene}>
      <p className={classes.means}>{t("audit.means")}</p>
      <div className={classes.bar}>
        <NativeSelect
          size="sm" value={days} aria-label={t("audit.days")} disabled={run.isPending}
          onChange={(event) => setSearch({ days: event.currentTarget.value }, { replace: true })}
          data={AUDIT_DAYS.map((one) => ({ value: String(one), label: t("audit.lastDays", { count: one }) }))}
        />
        <Button loading={run.isPending} onClick={() => run.mutate()}>{t("audit.run")}</Button>
        <span role="status" className={classes.status}>{run.isPending ? t("audit.running") : ""}</span>
      </div>
      {run.isError && <p className={classes.problem} role="alert">{t("audit.runFailed", { why: sayProblem(run.error) })}</p>}
      {shown === undefined ? (
        <div className={classes.shape} aria-busy="true" />
      ) : shown === null ? (
        <Empty title={t("audit.none")} hint={t("audit.noneHint")} />
      ) : (
        <Result audit={shown} />
      )}
    </div>
  );
}

function Result({ audit }: { audit: Audit }) {
  const { t, say } = useI18n();
  const now = useNow(30_000);
  const feeds = useFeeds();
  const rules = keptOf(audit);
  const broken = rules.filter((one) => one.found > 0).length;
  return (
    <>
      <h2 className={classes.verdict} data-broken={broken > 0 || undefined}>
        {broken > 0 ? t("audit.broken", { count: broken }) : audit.deliveries === 0 ? t("audit.nothing") : t("audit.kept", { count: audit.deliveries })}
      </h2>
      <p className={classes.when}>
        <time dateTime={audit.at} title={say.exact(audit.at)}>{t("audit.at", { time: say.moment(audit.at), ago: say.relative(audit.at, Math.max(now, Date.parse(audit.at))) })}</time>
        <span>{t("audit.span", { from: say.moment(audit.from), to: say.moment(audit.to), count: audit.deliveries })}</span>
      </p>
      <ul className={classes.rules}>
        {rules.map((rule) => (
          <li key={rule.id} className={classes.rule} data-broken={rule.found > 0 || undefined}>
            <Mark rule={rule} />
            <div className={classes.what}>
              <strong>{ruleWords(rule, t)}</strong>
              <span className={classes.count}>
                {rule.found > 0 && <em>{t("audit.found", { count: rule.found })}</em>}
                {rule.looked !== null && (rule.looked > 0 ? t("audit.looked", { count: rule.looked }) : t("audit.notAsked"))}
              </span>
              {rule.findings.length > 0 && <Findings findings={rule.findings} feeds={feeds.data ?? []} />}
              {rule.found > rule.findings.length && <span className={classes.count}>{t("audit.notListed", { count: rule.found - rule.findings.length })}</span>}
            </div>
          </li>
        ))}
      </ul>
      {audit.notices && audit.notices.length > 0 && (
        <section className={classes.beside}>
          <h3>{t("audit.notices")}</h3>
          <p className={classes.count}>{t("audit.noticesHint")}</p>
          <Findings findings={audit.notices} feeds={feeds.data ?? []} />
        </section>
      )}
      {audit.notCompared && audit.notCompared.length > 0 && <NotCompared unread={audit.notCompared} feeds={feeds.data ?? []} />}
    </>
  );
}

function NotCompared({ unread, feeds }: { unread: { feed: string; why: string }[]; feeds: Feed[] }) {
  const { t } = useI18n();
  return (
    <section className={classes.beside}>
      <h3>{t("audit.notCompared")}</h3>
      <p className={classes.count}>{t("audit.notComparedHint")}</p>
      <ul className={classes.findings}>
        {unread.map((one) => {
          const feed = feeds.find((any) => any.id === one.feed);
          return (
            <li key={one.feed}>
              <span className={classes.story}>
                {feed && <PlatformBadge platform={feed.platform} />}
                {feed?.name ?? t("audit.feedGone")}
              </span>
              <span lang="en">{one.why}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Colour, icon and word. */
function Mark({ rule }: { rule: Kept }) {
  const { t } = useI18n();
  const [Icon, word, kind] =
    rule.found > 0 ? [CircleX, t("audit.markBroken"), "broken"] : rule.looked === 0 ? [CircleMinus, t("audit.markNone"), "none"] : [CircleCheck, t("audit.markKept"), "kept"];
  return <span className={classes.mark} data-kind={kind}><Icon size={16} aria-hidden="true" /> {word}</span>;
}
