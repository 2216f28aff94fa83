import FullCalendar from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import zh from "@fullcalendar/react/locales/zh-cn";
import "@fullcalendar/react/skeleton.css";
import classicTheme from "@fullcalendar/react/themes/classic";
import "@fullcalendar/react/themes/classic/palette.css";
import "@fullcalendar/react/themes/classic/theme.css";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import { useNavigate } from "react-router-dom";
import { useI18n } from "../../i18n";
import type { CalendarItem } from "../../models/post";
import { stillOurs } from "../../models/states";
import { wallTime } from "../../models/zone";
import { toast } from "../../parts/toast";
import classes from "./calendar.module.css";
import { Card } from "./Card";
import { CardMenu, type Asked } from "./CardMenu";
import type { View } from "./range";

const PLUGINS = [dayGridPlugin, timeGridPlugin, interactionPlugin, classicTheme];
/** How high a card is drawn in a day, in milliseconds: enough for its time and two lines. */
const CARD = 50 * 60_000;
const VIEW_NAMES: Record<Exclude<View, "list">, string> = { month: "dayGridMonth", week: "timeGridWeek", day: "timeGridDay" };

type Props = {
  view: Exclude<View, "list">;
  date: string;
  /** Instants in milliseconds between which the view lies. */
  from: number;
  to: number;
  zone: string;
  items: CalendarItem[];
  now: number;
  mayWrite: boolean;
  onSlot: (at: number) => void;
  onMove: (item: CalendarItem, to: number) => void;
  onCopy: (item: CalendarItem, to: number) => void;
  onDay: (date: string) => void;
};

/** Month, week and day by FullCalendar; what a card looks like and what a click means is ours. */
export default function Grid({ view, date, from, to, zone, items, now, mayWrite, onSlot, onMove, onCopy, onDay }: Props) {
  const { t, language } = useI18n();
  const navigate = useNavigate();
  const byId = useMemo(() => new Map(items.map((item) => [item.post, item])), [items]);

  const narrow = window.innerWidth < 700;
  const copying = useAlt();
  const [menu, setMenu] = useState<Asked | null>(null);
  const [dragging, setDragging] = useState(false);
  const movable = (item: CalendarItem) => stillOurs(item.state, item.deliveries) && Date.parse(item.due) > now;

  const events = useMemo(() => {
    const cards = items.map((item) => ({
      id: item.post,
      start: item.due,
      end: new Date(Date.parse(item.due) + CARD).toISOString(),
      title: item.text,
      // What is out stays where it is; only a copy of it may be drawn away.
      editable: mayWrite && (copying || movable(item)),
      durationEditable: false,
      extendedProps: { item },
    }));
    if (view === "month" || now <= from) return cards;
    const past = {
      id: "past", start: new Date(from).toISOString(), end: new Date(Math.min(now, to)).toISOString(), display: "background",
      title: "", editable: false, durationEditable: false, extendedProps: { item: null as CalendarItem | null },
    };
    return [...cards, past];
  }, [items, mayWrite, now, view, from, to, copying]);

  const scroll = useMemo(() => {
    const hour = Number(wallTime(zone, Date.now()).time.slice(0, 2));
    return `${String(Math.max(0, Math.min(hour - 2, 14))).padStart(2, "0")}:00:00`;
  }, [zone]);

  // FullCalendar drops a card nowhere if it is drawn anew between the last move of the pointer and its release: while
  // a card is drawn away, nothing of it changes.
  const held = useRef<ReactElement>(null);
  if (!dragging || !held.current) {
    held.current = (
      <FullCalendar
        key={view + date + zone}
        plugins={PLUGINS}
        initialView={VIEW_NAMES[view]}
        initialDate={date}
        headerToolbar={false}
        height="100%"
        locale={language === "zh-CN" ? zh : "en-gb"}
        timeZone={zone}
        firstDay={1}
        allDaySlot={false}
        nowIndicator
        slotDuration="00:30:00"
        slotMinHeight={36}
        snapDuration="00:05:00"
        slotHeaderInterval="01:00:00"
        slotHeaderFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
        dayHeaderFormat={view === "month" ? { weekday: "short" } : { weekday: "short", day: "numeric" }}
        scrollTime={scroll}
        scrollTimeReset={false}
        eventMaxStack={view === "week" ? (narrow ? 1 : 2) : narrow ? 2 : 6}
        eventDisplay="block"
        dayCellClass={(info) => (view === "month" && info.isPast ? classes.pastDay! : "")}
        dayCellTopInnerClass={(info) => (info.isToday ? classes.todayNumber! : "")}
        columnMoreLinkClass={classes.more}
        columnMoreLinkInnerClass={classes.moreWord}
        rowMoreLinkClass={classes.moreRow}
        dayMaxEvents={view === "month" ? 4 : false}
        slotEventOverlap={false}
        fixedWeekCount={false}
        dayLaneClass={classes.lane}
        slotLaneClass={classes.slot}
        slotHeaderClass={classes.slotHeader}
        dayHeaderClass={(info) => (info.isToday ? `${classes.dayHeader} ${classes.dayToday}` : classes.dayHeader!)}
        eventClass={(info) => (info.event.display === "background" ? classes.past! : classes.event!)}
        backgroundEventClass={classes.past}
        moreLinkContent={(info) => (narrow && view === "week" ? `+${info.num}` : t("calendar.more", { count: info.num }))}
        moreLinkClick="popover"
        popoverClass={classes.popover}
        navLinks={view === "month"}
        navLinkDayClick={(day) => onDay(wallTime(zone, day.getTime()).date)}
        events={events}
        eventContent={(info) => {
          const item = info.event.extendedProps.item as CalendarItem | null;
          if (!item) return null;
          const current = byId.get(item.post) ?? item;
          return <Card item={current} at={info.isMirror && info.event.start ? info.event.start.getTime() : current.due} dense={view === "month"} />;
        }}
        eventInteractive
        eventClick={(info) => {
          info.jsEvent.preventDefault();
          if (info.event.id !== "past") navigate(`/posts/${info.event.id}`);
        }}
        dateClick={(info) => {
          // A whole day, as in the month, means its next sensible hour.
          const quarter = 900_000;
          const at = info.allDay ? info.date.getTime() + 9 * 3_600_000 : Math.floor(info.date.getTime() / quarter) * quarter;
          if (at > Date.now()) onSlot(at);
          else if (at > Date.now() - quarter) onSlot(Date.now() + 600_000);
          else if (info.allDay && wallTime(zone, info.date.getTime()).date === wallTime(zone, Date.now()).date) onSlot(Date.now() + 600_000);
          else if (mayWrite) toast(t("calendar.pastRefused"));
        }}
        eventAllow={(span) => span.start.getTime() > Date.now()}
        eventDragStart={() => setDragging(true)}
        eventDragStop={() => setDragging(false)}
        eventDrop={(info) => {
          const item = info.event.extendedProps.item as CalendarItem | null;
          const at = info.event.start?.getTime();
          info.revert(); // the cached item is what is shown; moving changes that
          if (!item || !at) return;
          if (info.jsEvent.altKey) onCopy(item, at);
          else if (movable(item)) onMove(item, at);
          else toast(t("calendar.outAlready"));
        }}
        dragScroll
      />
    );
  }

  return (
    <div
      className={classes.grid}
      data-view={view}
      data-copying={(copying && mayWrite) || undefined}
      onContextMenu={(event) => {
        const target = event.target as HTMLElement;
        const card = target.closest<HTMLElement>("[data-post]") ?? (target.closest(`.${classes.event}`)?.querySelector<HTMLElement>("[data-post]") || null);
        const item = card && byId.get(card.dataset.post ?? "");
        if (!item) return;
        event.preventDefault();
        const box = card.getBoundingClientRect();
        // From the keyboard there is no pointer to open it at.
        const pointed = event.clientX > 0 || event.clientY > 0;
        setMenu({ item, x: pointed ? event.clientX : box.left + 8, y: pointed ? event.clientY : box.bottom });
      }}
    >
      {held.current}
      <CardMenu asked={menu} mayWrite={mayWrite} mayChange={menu !== null && stillOurs(menu.item.state, menu.item.deliveries)} onClose={() => setMenu(null)} />
    </div>
  );
}

/** Whether Alt is held: what is drawn then is a copy. */
function useAlt(): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const look = (event: KeyboardEvent) => setHeld(event.altKey);
    const leave = () => setHeld(false);
    window.addEventListener("keydown", look);
    window.addEventListener("keyup", look);
    window.addEventListener("blur", leave);
    return () => {
      window.removeEventListener("keydown", look);
      window.removeEventListener("keyup", look);
      window.removeEventListener("blur", leave);
    };
  }, []);
  return held;
}
