import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Download, ShieldCheck, ShieldX } from "lucide-react";
import { useSearchParams } from "react-router-dom";
import { auditFile, fetchAudit, fetchVerification } from "../../api/auditLog";
import { keys, useMembers } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { isDeed, KINDS, type AuditRecord } from "../../models/auditLog";
import { Empty, Failure } from "../../parts/Failure";
import classes from "./audit-log.module.css";

/** `/log?who=...&what=post`: who has done what, the newest first, and whether all of it is still as written. */
export default function AuditLog() {
  const { t } = useI18n();
  const { may } = useMe();
  const [search, setSearch] = useSearchParams();
  const members = useMembers();
  const question = { who: search.get("who"), what: KINDS.find((one) => one === search.get("what")) ?? null };
  const log = useInfiniteQuery({
    queryKey: [...keys.log, question],
    queryFn: ({ pageParam }) => fetchAudit(question, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: may("OWNER"),
  });
  if (!may("OWNER")) return <Empty title={t("log.ownersOnly")} />;
  if (log.isError && !log.data) return <Failure title={t("log.failed")} failure={log.error} retry={() => void log.refetch()} />;
  const shown = log.data?.pages.flatMap((page) => page.items);
  const choose = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    }, { replace: true });
  return (
    <div className={classes.scene}>
      <div className={classes.bar}>
        <NativeSelect
          size="xs"
          aria-label={t("log.who")}
          value={question.who ?? ""}
          onChange={(event) => choose("who", event.currentTarget.value)}
          data={[{ value: "", label: t("log.everybody") }, ...(members.data ?? []).map((one) => ({ value: one.id, label: one.name }))]}
        />
        <NativeSelect
          size="xs"
          aria-label={t("log.what")}
          value={question.what ?? ""}
          onChange={(event) => choose("what", event.currentTarget.value)}
          data={[{ value: "", label: t("log.everything") }, ...KINDS.map((one) => ({ value: one, label: t(`log.kind.${one}`) }))]}
        />
        <Button component="a" href={auditFile(question)} download variant="default" size="xs" leftSection={<Download size={14} aria-hidden="true" />}>
          {t("log.download")}
        </Button>
      </div>
      <Proof />
      {!shown ? (
        <div className={classes.shape} aria-busy="true" />
      ) : shown.length === 0 ? (
        <Empty title={t("log.empty")} />
      ) : (
        <table className={classes.log}>
          <thead>
            <tr>{(["when", "who", "what", "from"] as const).map((one) => <th key={one} scope="col">{t(`log.${one}`)}</th>)}</tr>
          </thead>
          <tbody>{shown.map((record) => <Row key={record.n} record={record} />)}</tbody>
        </table>
      )}
      {log.hasNextPage && (
        <Button className={classes.more} variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{t("app.more")}</Button>
      )}
    </div>
  );
}

function Row({ record }: { record: AuditRecord }) {
  const { t, say } = useI18n();
  const who = record.name ?? (record.who === "unknown" ? t("log.unknown") : record.who.replace("service:", ""));
  const { name, of, reason, due } = record.facts;
  const facts = [name, of, reason, due && say.moment(due)].filter(Boolean);
  return (
    <tr>
      <td className={classes.when}><time dateTime={record.at}>{say.exact(record.at)}</time></td>
      <td>{who}</td>
      <td>
        {isDeed(record.what) ? t(`log.deed.${record.what}`) : record.what}
        {facts.length > 0 && <small>{facts.join(" · ")}</small>}
      </td>
      <td className={classes.from}>{record.from || t("app.none")}</td>
    </tr>
  );
}

/** Whether the chain holds, said in a sentence. */
function Proof() {
  const { t, say } = useI18n();
  const proof = useQuery({ queryKey: [...keys.log, "verification"], queryFn: fetchVerification, staleTime: 0 });
  if (proof.isError && !proof.data) return <Failure title={t("log.proofFailed")} failure={proof.error} retry={() => void proof.refetch()} />;
  if (!proof.data) return <p className={classes.proof} aria-busy="true">{t("log.proving")}</p>;
  const { intact, records, firstBroken } = proof.data;
  const Mark = intact ? ShieldCheck : ShieldX;
  return (
    <p className={classes.proof} data-broken={!intact || undefined} role={intact ? undefined : "alert"}>
      <Mark size={16} aria-hidden="true" />
      {intact ? t("log.intact", { count: records }) : t("log.broken", { place: say.number(firstBroken ?? 0) })}
    </p>
  );
}
