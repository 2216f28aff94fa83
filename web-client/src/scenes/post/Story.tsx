import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchDelivery } from "../../api/deliveries";
import { keys, useHolds, useNames } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Key } from "../../i18n/en";
import { chapters, evidenceOf, isLook, isStopped, needOf } from "../../models/needs";
import type { Delivery, LogEntry, Post } from "../../models/post";
import { readReason } from "../../models/reason";
import { ActDialog, Acts, type Act } from "../../parts/Act";
import { Because } from "../../parts/Because";
import { Decide } from "../../parts/Decide";
import { Failure } from "../../parts/Failure";
import { Retract } from "../../parts/Retract";
import { SeenThere } from "../../parts/SeenThere";
import classes from "./post.module.css";

/** Steps that members take; what accounts-service tells names the last of them again. */
const BY_MEMBERS = new Set(["approved", "scheduled", "decided", "moved", "cancelled", "retracted"]);

/** How a delivery came to be where it is, and what may become of it where a person is needed. */
export function Story({ delivery, post, name }: { delivery: Delivery; post: Post; name: string }) {
  const { t } = useI18n();
  const { may } = useMe();
  const holds = useHolds();
  const [asking, setAsking] = useState<Act | null>(null);
  const story = useQuery({ queryKey: keys.delivery(delivery.id), queryFn: () => fetchDelivery(delivery.id) });
  if (story.isError && !story.data) return <Failure title={t("post.story")} failure={story.error} retry={() => void story.refetch()} />;
  if (!story.data) return <div className={classes.storyShape} aria-busy="true" />;
  const kind = needOf(delivery, Date.now());
  const told = chapters(story.data.log);
  return (
    <>
      {delivery.reason && <Because text={delivery.reason} platform={delivery.platform} />}
      {told.map(({ attempt, lines }, n) => (
        <div key={n} className={classes.chapter}>
          {attempt > 0 && <h3>{t("post.attemptHead", { number: attempt })}</h3>}
          <ol className={classes.story}>
            {lines.map((entry, m) => <Line key={m} entry={entry} delivery={delivery} text={story.data.text} />)}
          </ol>
        </div>
      ))}
      {story.data.contentHash && <p className={classes.hash} title={story.data.contentHash}>{t("approval.hash", { hash: story.data.contentHash.replace(/^1:/, "").slice(0, 12) })}</p>}
      {kind === "review" && (
        <div className={classes.decide}>
          <p>{t("needs.reviewMeans")}</p>
          <Decide story={story.data} evidence={evidenceOf(story.data.log)} feed={name} />
        </div>
      )}
      {delivery.state === "PUBLISHED" && !delivery.retractedAt && delivery.platformId && may("MANAGER") && (
        <div className={classes.decide}><Retract story={story.data} feed={name} /></div>
      )}
      {kind !== null && kind !== "review" && may("EDITOR") && (
        <div className={classes.decide}>
          <Acts kind={kind} stopped={isStopped(delivery, post.labels, holds.data ?? [])} ask={setAsking} of={name} />
          {asking && <ActDialog act={asking} needs={[{ delivery, post }]} onClose={() => setAsking(null)} onDone={() => undefined} />}
        </div>
      )}
    </>
  );
}

function Line({ entry, delivery, text }: { entry: LogEntry; delivery: Delivery; text: string }) {
  const { t, say } = useI18n();
  const nameOf = useNames();
  const key = entry.step === "unclear" && isLook(entry) ? "step.looked" : entry.step === "retracted" && entry.detail === "gone" ? "step.retractedGone" : `step.${entry.step}`;
  const member = BY_MEMBERS.has(entry.step) && entry.by ? nameOf(entry.by) : undefined;
  const decided = entry.step === "decided" ? t.message(`decided.${entry.detail}`) && t(`decided.${entry.detail}` as Key) : undefined;
  return (
    <li data-step={entry.step}>
      <time dateTime={entry.at} title={say.exact(entry.at)}>{say.day(entry.at) === say.day(delivery.due) ? say.clock(entry.at) : say.moment(entry.at)}</time>
      <div>
        {decided ?? (t.message(key) === undefined ? entry.step : t(key as Key))}
        {member && <span className={classes.by}> {t("post.byMember", { name: member })}</span>}
        {/* What stands above as the reason is not said twice. */}
        {entry.detail && entry.step !== "decided" && entry.step !== "retracted" && entry.detail !== delivery.reason && readReason(entry.detail).kind !== "memberLive" && <Because text={entry.detail} platform={delivery.platform} />}
        <SeenThere seen={entry.seen ?? []} text={text} platform={delivery.platform} />
      </div>
    </li>
  );
}
