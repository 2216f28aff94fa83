import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useSearchParams } from "react-router-dom";
import { fetchCalendar } from "../../api/posts";
import { keys, useFeeds } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { offsetDateTime, plusDays, wallTime } from "../../models/zone";
import { useComposer, useFeedFilter } from "../../parts/address";
import { Failure } from "../../parts/Failure";
import { useHotkeys } from "../../parts/useHotkeys";
import { useNow } from "../../parts/useNow";
import { Agenda } from "./Agenda";
import classes from "./calendar.module.css";
import { shownDays, startOf, step, VIEWS, type View } from "./range";
import { useMove } from "./useMove";

const Grid = lazy(() => import("./Grid"));

/** `/calendar?view=week&date=2026-11-23&feed=...` */
export default function Calendar() {
  const { t, say } = useI18n();
  const { workspace, may } = useMe();
  const { chosen } = useFeedFilter();
  const composer = useComposer();
  const feeds = useFeeds();
  const now = useNow(30_000);
  const [search, setSearch] = useSearchParams();
  const move = useMove();

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
      {items.isError && !items.data ? (
        <Failure title={t("calendar.failed")} failure={items.error} retry={() => void items.refetch()} />
      ) : view === "list" ? (
        <Agenda items={items.data} from={from} to={to} zone={workspace.zone} feeds={feeds.data ?? []} filtered={chosen.length > 0} now={now} />
      ) : (
        <Suspense fallback={<div className={classes.shape} aria-busy="true" />}>
          <Grid
            view={view}
            date={date}
            from={fromInstant}
            to={toInstant}
            zone={workspace.zone}
            items={items.data ?? []}
            now={now}
            mayWrite={may("EDITOR")}
            onSlot={openAt}
            onMove={move}
            onDay={(day) => go({ view: "day", date: day })}
          />
        </Suspense>
      )}
    </div>
  );
}
