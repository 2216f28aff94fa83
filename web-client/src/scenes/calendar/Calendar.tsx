import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useSearchParams } from "react-router-dom";
import { fetchCalendar } from "../../api/posts";
import { keys, useFeeds, useLabels } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { offsetDateTime, plusDays, wallTime } from "../../models/zone";
import { isShownAs, type Shown } from "../../models/states";
import { useChoice, useComposer, useFeedFilter } from "../../parts/address";
import { Failure } from "../../parts/Failure";
import { Filters } from "../../parts/Filters";
import { StateMark } from "../../parts/StateMark";
import { useHotkeys } from "../../parts/useHotkeys";
import { useNow } from "../../parts/useNow";
import { Agenda } from "./Agenda";
import classes from "./calendar.module.css";
import { shownDays, startOf, step, VIEWS, type View } from "./range";
import { Shape } from "./Shape";
import { useCopy, useMove } from "./useMove";

const Grid = lazy(() => import("./Grid"));

const STATES: Shown[] = ["draft", "scheduled", "sending", "waiting", "unclear", "processing", "held", "live", "review", "failed", "missed", "cancelled", "dropped", "retracted"];

/** `/calendar?view=week&date=2026-11-23&feed=...&state=failed&label=Events` */
export default function Calendar() {
  const { t, say } = useI18n();
  const { workspace, may } = useMe();
  const { chosen } = useFeedFilter();
  const composer = useComposer();
  const feeds = useFeeds();
  const now = useNow(30_000);
  const [search, setSearch] = useSearchParams();
  const move = useMove();
  const copy = useCopy();
  const states = useChoice("state").chosen;
  const labels = useChoice("label").chosen;
  const inUse = useLabels();

  const today = wallTime(workspace.zone, now).date;
  const asked = search.get("view");
  const view: View = VIEWS.find((one) => one === asked) ?? (window.innerWidth < 700 ? "list" : "week");
  const date = /^\d{4}-\d\d-\d\d$/.test(search.get("date") ?? "") ? search.get("date")! : today;
  const { from, to } = shownDays(view, date);
  const fromInstant = startOf(workspace.zone, from);
  const toInstant = startOf(workspace.zone, to);

  const items = useQuery({
    queryKey: [...keys.calendar, from, to, workspace.zone, chosen],
    queryFn: ({ signal }) =>
      fetchCalendar(offsetDateTime(workspace.zone, fromInstant), offsetDateTime(workspace.zone, toInstant), workspace.zone, chosen, signal),
    // The cards stay while the next range is on its way, so nothing jumps.
    placeholderData: keepPreviousData,
  });

  // The whole range is here: states and labels are picked from it at once. A state is what a card says, which a
  // filter on the server, knowing only the post's own, could not tell.
  const shown = useMemo(
    () =>
      items.data?.filter((item) =>
        isShownAs(states, item.state, item.deliveries) && (labels.length === 0 || item.labels.some((one) => labels.includes(one)))),
    [items.data, states, labels],
  );
  const filtered = chosen.length + states.length + labels.length > 0;
  const known = useMemo(() => [...new Set([...inUse, ...(items.data ?? []).flatMap((item) => item.labels)])], [inUse, items.data]);
  // Cards of another range are no answer to this one.
  const waiting = items.isPending || (items.isPlaceholderData && !shown?.some((item) => Date.parse(item.due) >= fromInstant && Date.parse(item.due) < toInstant));

  const go = useCallback(
    (next: { view?: View; date?: string }) =>
      setSearch((before) => {
        const params = new URLSearchParams(before);
        if (next.view) params.set("view", next.view);
        if (next.date === today) params.delete("date");
        else if (next.date) params.set("date", next.date);
        return params;
      }),
    [setSearch, today],
  );

  useHotkeys(
    {
      m: () => go({ view: "month" }),
      w: () => go({ view: "week" }),
      d: () => go({ view: "day" }),
      l: () => go({ view: "list" }),
      t: () => go({ date: today }),
      ArrowLeft: () => go({ date: step(view, date, -1) }),
      ArrowRight: () => go({ date: step(view, date, 1) }),
    },
    !composer.composing,
  );

  const title = useMemo(() => {
    if (view === "day") return say.fullDay(fromInstant + 12 * 3_600_000);
    if (view === "month") return new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${date}T12:00:00Z`));
    return t("calendar.range", { from: say.day(fromInstant + 12 * 3_600_000), to: say.day(startOf(workspace.zone, plusDays(to, -1)) + 12 * 3_600_000) });
  }, [view, date, fromInstant, to, say, t, workspace.zone]);

  const openAt = (at: number) => {
    if (may("EDITOR")) composer.open({ at: new Date(at).toISOString() });
  };

  return (
    <div className={classes.scene}>
      <div className={classes.bar}>
        <button type="button" className={classes.today} onClick={() => go({ date: today })} aria-keyshortcuts="t">{t("calendar.today")}</button>
        <button type="button" className={classes.arrow} onClick={() => go({ date: step(view, date, -1) })} aria-label={t("calendar.earlier")}>
          <ChevronLeft size={18} aria-hidden="true" />
        </button>
        <button type="button" className={classes.arrow} onClick={() => go({ date: step(view, date, 1) })} aria-label={t("calendar.later")}>
          <ChevronRight size={18} aria-hidden="true" />
        </button>
        <h2 aria-live="polite">{title}</h2>
        <SegmentedControl
          className={classes.views}
          size="xs"
          aria-label={t("calendar.view")}
          value={view}
          onChange={(next) => go({ view: next as View })}
          data={VIEWS.map((one) => ({ value: one, label: t(`calendar.${one}`) }))}
        />
      </div>
      <div className={classes.filterBar}>
        <Filters states={STATES.map((one) => ({ value: one, label: t(`state.${one}`), mark: <StateMark shown={one} mute /> }))} labels={known} />
        {view !== "list" && filtered && shown?.length === 0 && !waiting && <span role="status">{t("calendar.emptyFiltered")}</span>}
      </div>
      {items.isError && !items.data ? (
        <Failure title={t("calendar.failed")} failure={items.error} retry={() => void items.refetch()} />
      ) : view === "list" ? (
        <Agenda items={waiting ? undefined : shown} from={from} to={to} zone={workspace.zone} feeds={feeds.data ?? []} filtered={filtered} now={now} />
      ) : (
        <Suspense fallback={<Shape view={view} />}>
          <div className={classes.stage}>
          <Grid
            view={view}
            date={date}
            from={fromInstant}
            to={toInstant}
            zone={workspace.zone}
            items={shown ?? []}
            now={now}
            mayWrite={may("EDITOR")}
            onSlot={openAt}
            onMove={move}
            onCopy={(item, to) => void copy(item, to)}
            onDay={(day) => go({ view: "day", date: day })}
          />
          {waiting && <Shape view={view} over />}
          </div>
        </Suspense>
      )}
    </div>
  );
}
