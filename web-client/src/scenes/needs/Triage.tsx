import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";
import { fetchDelivery } from "../../api/deliveries";
import { keys, useHolds } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { isStopped, textFor, type Need, type NeedKind } from "../../models/needs";
import { ActDialog, Acts, type Act } from "../../parts/Act";
import { Because } from "../../parts/Because";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { StateMark } from "../../parts/StateMark";
import { Thumb } from "../../parts/Thumb";
import classes from "./needs.module.css";

type Kind = Exclude<NeedKind, "review">;

/** What certainly is not public: it is sent now, at another time, or not at all; several at once. */
export function Triage({ kind, needs, feeds, now }: { kind: Kind; needs: Need[]; feeds: Feed[]; now: number }) {
  const { t } = useI18n();
  const { may } = useMe();
  const holds = useHolds();
  const [ticked, setTicked] = useState<string[]>([]);
  const [asking, setAsking] = useState<{ act: Act; needs: Need[] } | null>(null);
  // What has left the list meanwhile is chosen no more.
  const chosen = needs.filter((one) => ticked.includes(one.delivery.id));
  const stopped = (need: Need) => isStopped(need.delivery, need.post?.labels ?? [], holds.data ?? []);
  const tick = (id: string) => setTicked((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  const ask = (act: Act, which: Need[]) => setAsking({ act, needs: which });
  const all = chosen.length === needs.length;
  return (
    <section className={classes.section} aria-labelledby={`needs-${kind}`}>
      <h2 id={`needs-${kind}`}>{t(`needs.${kind}`, { count: needs.length })}</h2>
      <p className={classes.means}>{t(`needs.${kind}Means`)}</p>
      {may("EDITOR") && needs.length > 1 && (
        <div className={classes.several} data-on={chosen.length > 0 || undefined}>
          <Checkbox
            checked={all} indeterminate={chosen.length > 0 && !all} onChange={() => setTicked(all ? [] : needs.map((one) => one.delivery.id))}
            label={chosen.length > 0 ? t("needs.chosen", { count: chosen.length }) : t("needs.chooseAll")}
          />
          {chosen.length > 0 && <Acts kind={kind} stopped={chosen.some(stopped)} ask={(act) => ask(act, chosen)} />}
        </div>
      )}
      <ul className={classes.rows}>
        {needs.map((need) => (
          <Row key={need.delivery.id} kind={kind} need={need} feed={feeds.find((feed) => feed.id === need.delivery.feed)} stopped={stopped(need)} now={now}
            ticked={may("EDITOR") && needs.length > 1 ? ticked.includes(need.delivery.id) : null} onTick={() => tick(need.delivery.id)} ask={(act) => ask(act, [need])} />
        ))}
      </ul>
      {asking && <ActDialog act={asking.act} needs={asking.needs} onClose={() => setAsking(null)} onDone={() => setTicked([])} />}
    </section>
  );
}

type RowProps = {
  kind: Kind; need: Need; feed: Feed | undefined; stopped: boolean; now: number;
  /** Null where nothing can be chosen. */
  ticked: boolean | null;
  onTick: () => void; ask: (act: Act) => void;
};

function Row({ kind, need, feed, stopped, now, ticked, onTick, ask }: RowProps) {
  const { t, say } = useI18n();
  const { may } = useMe();
  const { delivery, post } = need;
  const name = feed?.name ?? platformName(delivery.platform);
  const text = post ? textFor(post, delivery.feed) : "";
  return (
    <li className={classes.row} id={`d-${delivery.id}`} tabIndex={-1}>
      {ticked !== null && <Checkbox checked={ticked} onChange={onTick} aria-label={t("needs.choose", { feed: name, text: text.slice(0, 40) })} />}
      <Thumb media={post?.media[0]} size={44} />
      <div className={classes.what}>
        <span className={classes.feed}><PlatformBadge platform={delivery.platform} /> <strong>{name}</strong> <StateMark shown={kind} word={kind === "held" && !stopped ? t("needs.wasHeld") : undefined} /></span>
        <Link to={`/posts/${delivery.post}`} className={classes.first}>{text || t("calendar.noText")}</Link>
        {/* A hold that is over is no reason any more; the section says what is. */}
        {delivery.reason && (kind !== "held" || stopped) && <Because text={delivery.reason} platform={delivery.platform} />}
        <span className={classes.times}>
          <time dateTime={delivery.due} title={say.exact(delivery.due)}>{t("needs.wasDue", { time: say.moment(delivery.due), ago: say.relative(delivery.due, now) })}</time>
          {kind === "held" && <Until id={delivery.id} now={now} />}
        </span>
      </div>
      {may("EDITOR") && <Acts kind={kind} stopped={stopped} ask={ask} of={name} />}
    </li>
  );
}

/** How long it may still be sent as it was planned. */
function Until({ id, now }: { id: string; now: number }) {
  const { t, say } = useI18n();
  const story = useQuery({ queryKey: keys.delivery(id), queryFn: () => fetchDelivery(id) });
  const until = story.data?.notAfter;
  return until && Date.parse(until) > now ? <span>{t("needs.missedAt", { time: say.time(until), ago: say.relative(until, now) })}</span> : null;
}
