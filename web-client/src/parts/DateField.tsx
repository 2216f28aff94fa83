import { Popover, TextInput } from "@mantine/core";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useI18n } from "../i18n";
import { plusDays, weekday } from "../models/zone";
import { readDate, readTime } from "../models/typed";
import classes from "./time-field.module.css";

type Props = {
  label: string;
  /** `yyyy-mm-dd`, or empty while what is typed is no date. */
  value: string;
  onChange: (date: string) => void;
  min?: string;
  max?: string;
  size?: "xs" | "sm";
  error?: boolean;
  describedBy?: string;
};

/**
 * A day, typed or picked. The browser's own field shows a date as the browser's language has it, which need not be the
 * one the screen speaks; this one reads the same for everybody.
 */
export function DateField({ label, value, onChange, min, max, size, error, describedBy }: Props) {
  const { t } = useI18n();
  const [typed, setTyped] = useTyped(value, readDate);
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <TextInput
          label={label}
          size={size}
          value={typed}
          placeholder={t("composer.datePlaceholder")}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          error={error}
          aria-describedby={describedBy}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            onChange(readDate(event.currentTarget.value) ?? "");
          }}
          onBlur={() => setTyped(readDate(typed) ?? typed)}
          rightSection={
            <button type="button" className={classes.pick} aria-label={t("composer.pickDay")} aria-expanded={opened} onClick={() => setOpened(!opened)}>
              <CalendarDays size={16} aria-hidden="true" />
            </button>
          }
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.days}>
        <Days
          value={value}
          min={min}
          max={max}
          onPick={(date) => {
            setTyped(date);
            onChange(date);
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** A time of day of 24 hours, in both of our languages; `9:30`, `0930` and `9.30 pm` are understood. */
export function ClockField({ label, value, onChange, error }: { label: string; value: string; onChange: (time: string) => void; error?: boolean }) {
  const { t } = useI18n();
  const [typed, setTyped] = useTyped(value, readTime);
  return (
    <TextInput
      label={label}
      value={typed}
      placeholder={t("composer.timePlaceholder")}
      autoComplete="off"
      spellCheck={false}
      error={error}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readTime(event.currentTarget.value) ?? "");
      }}
      onBlur={() => setTyped(readTime(typed) ?? typed)}
    />
  );
}

/** What stands in the field: what was typed, until another value comes from outside. */
function useTyped(value: string, read: (text: string) => string | null): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if ((read(typed) ?? "") !== value) setTyped(value);
  }
  return [typed, setTyped];
}

/** Escape closes the days, not the composer they lie over. */
const OWN_ESCAPE = { "data-mantine-stop-propagation": true };

/** One month to pick a day of; arrows go from day to day. */
function Days({ value, min, max, onPick }: { value: string; min?: string; max?: string; onPick: (date: string) => void }) {
  const { t, language } = useI18n();
  const today = new Date().toISOString().slice(0, 10);
  const [at, setAt] = useState(value || min || today);
  const grid = useRef<HTMLTableElement>(null);
  const first = `${at.slice(0, 7)}-01`;
  const start = plusDays(first, 1 - weekday(first));
  const name = (options: Intl.DateTimeFormatOptions, date: string) =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", ...options }).format(Date.parse(`${date}T00:00:00Z`));
  const out = (date: string) => (min !== undefined && date < min) || (max !== undefined && date > max);
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) return;
    focused.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-date="${at}"]`)?.focus();
  }, [at]);
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = plusDays(at, by);
    if (out(next)) return;
    focused.current = true;
    setAt(next);
  };
  const month = (by: 1 | -1) => {
    const next = by === 1 ? `${plusDays(first, 32).slice(0, 7)}-01` : `${plusDays(first, -1).slice(0, 7)}-01`;
    setAt(min !== undefined && next < min && next.slice(0, 7) === min.slice(0, 7) ? min : next);
  };
  return (
    <div>
      <div className={classes.month}>
        <button type="button" {...OWN_ESCAPE} aria-label={t("calendar.earlier")} onClick={() => month(-1)}><ChevronLeft size={16} aria-hidden="true" /></button>
        <strong aria-live="polite">{name({ month: "long", year: "numeric" }, first)}</strong>
        <button type="button" {...OWN_ESCAPE} aria-label={t("calendar.later")} onClick={() => month(1)}><ChevronRight size={16} aria-hidden="true" /></button>
      </div>
      <table ref={grid} onKeyDown={onKey}>
        <thead>
          <tr>{Array.from({ length: 7 }, (_, n) => <th key={n} scope="col" abbr={name({ weekday: "long" }, plusDays(start, n))}>{name({ weekday: "narrow" }, plusDays(start, n))}</th>)}</tr>
        </thead>
        <tbody>
          {Array.from({ length: 6 }, (_, week) => (
            <tr key={week}>
              {Array.from({ length: 7 }, (_, n) => {
                const date = plusDays(start, week * 7 + n);
                return (
                  <td key={n}>
                    <button
                      type="button"
                      data-date={date}
                      {...OWN_ESCAPE}
                      data-other={date.slice(0, 7) !== at.slice(0, 7) || undefined}
                      aria-pressed={date === value}
                      aria-label={name({ weekday: "long", day: "numeric", month: "long", year: "numeric" }, date)}
                      disabled={out(date)}
                      tabIndex={date === at ? 0 : -1}
                      data-autofocus={date === at || undefined}
                      onClick={() => onPick(date)}
                    >
                      {Number(date.slice(8))}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
