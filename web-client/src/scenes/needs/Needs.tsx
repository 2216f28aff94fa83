import { SegmentedControl } from "@mantine/core";
import { useEffect } from "react";
import { useLocation, useSearchParams } from "react-router-dom";
import { useFeeds, useNeeds, useOwners } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { needOf, wroteIt, type NeedKind } from "../../models/needs";
import { useFeedFilter } from "../../parts/address";
import { Empty, Failure } from "../../parts/Failure";
import { useNow } from "../../parts/useNow";
import { FeedRow } from "../feeds/FeedRow";
import { Review } from "./Review";
import { Triage } from "./Triage";
import classes from "./needs.module.css";

/** `/needs`: the feeds that are cut off, and everything that goes no further until a person says how. `#d-<delivery>` leads to one of it. */
export default function Needs() {
  const { t } = useI18n();
  const needs = useNeeds();
  const feeds = useFeeds();
  const owners = useOwners();
  const { chosen } = useFeedFilter();
  const { member, may } = useMe();
  const [search, setSearch] = useSearchParams();
  const now = useNow(10_000);
  const { hash } = useLocation();
  const there = needs.data !== undefined && feeds.data !== undefined;

  useEffect(() => {
    if (!there || !hash) return;
    document.getElementById(hash.slice(1))?.focus({ preventScroll: true });
    const show = () => document.getElementById(hash.slice(1))?.scrollIntoView({ block: "start" });
    show();
    // What stands above it grows while it is loaded; whoever moves meanwhile is left where they are.
    const timers = [250, 800, 1_600].map((wait) => setTimeout(show, wait));
    const leave = () => timers.forEach(clearTimeout);
    const moves = ["wheel", "touchmove", "keydown", "pointerdown"];
    for (const move of moves) window.addEventListener(move, leave, { once: true });
    return () => {
      leave();
      for (const move of moves) window.removeEventListener(move, leave);
    };
  }, [there, hash]);

  if (needs.isError && !needs.data) return <Failure title={t("needs.loadFailed")} failure={needs.error} retry={() => void needs.refetch()} />;
  if (!there) return <div className={classes.scene} aria-busy="true">{Array.from({ length: 3 }, (_, n) => <div key={n} className={classes.shape} />)}</div>;

  const cutOff = feeds.data.filter((feed) => feed.health === "reconnect" && (chosen.length === 0 || chosen.includes(feed.id)));
  const here = needs.data.filter((one) => chosen.length === 0 || chosen.includes(one.delivery.feed));
  const own = here.filter((one) => wroteIt(one, member.id));
  // Those who may decide are asked about everything, those who write about what is theirs; who may only look sees it all.
  const usual = may("EDITOR") && !may("MANAGER") ? "mine" : "all";
  const asked = search.get("who");
  const who = asked === "mine" || asked === "all" ? asked : usual;
  const shown = who === "mine" ? own : here;
  const of = (kind: NeedKind) => {
    const found = shown.filter((one) => needOf(one.delivery, now) === kind).sort((a, b) => Date.parse(a.delivery.due) - Date.parse(b.delivery.due));
    // What may still go out is pressing by its age; of what did not, the newest is.
    return kind === "review" || kind === "held" ? found : found.reverse();
  };
  const review = of("review");
  const rest = (["held", "missed", "failed"] as const).map((kind) => ({ kind, found: of(kind) })).filter((one) => one.found.length > 0);
  const hidden = needs.data.length - here.length;
  const choose = (next: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (next === usual) after.delete("who");
      else after.set("who", next);
      return after;
    }, { replace: true });
  return (
    <div className={classes.scene}>
      {cutOff.length > 0 && (
        <section className={classes.section} aria-labelledby="needs-feeds">
          <h2 id="needs-feeds">{t("needs.cutOff", { count: cutOff.length })}</h2>
          <ul className={classes.rows}>{cutOff.map((feed) => <FeedRow key={feed.id} feed={feed} owners={owners} now={now} />)}</ul>
        </section>
      )}
      {may("EDITOR") && here.length > 0 && (
        <SegmentedControl
          className={classes.who} size="xs" value={who} onChange={choose} aria-label={t("needs.who")}
          data={[{ value: "mine", label: t("needs.mine", { count: own.length }) }, { value: "all", label: t("needs.all", { count: here.length }) }]}
        />
      )}
      {shown.length === 0 && here.length > 0 && <Empty title={t("needs.nothingMine")} hint={t("needs.nothingMineHint")} />}
      {here.length === 0 && cutOff.length === 0 && <Empty title={t(hidden > 0 ? "needs.nothingHere" : "needs.nothing")} hint={hidden > 0 ? t("needs.hidden", { count: hidden }) : t("needs.nothingHint")} />}
      {review.length > 0 && (
        <section className={classes.section} aria-labelledby="needs-review">
          <h2 id="needs-review">{t("needs.review", { count: review.length })}</h2>
          <p className={classes.means}>{t("needs.reviewMeans")}</p>
          <ul className={classes.reviews}>
            {review.map((one) => <Review key={one.delivery.id} need={one} feed={feeds.data.find((feed) => feed.id === one.delivery.feed)} now={now} />)}
          </ul>
        </section>
      )}
      {rest.map(({ kind, found }) => <Triage key={kind} kind={kind} needs={found} feeds={feeds.data} now={now} />)}
    </div>
  );
}
