import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useI18n } from "../i18n";
import { instantOf, offsetName, plusDays, wallTime, weekday } from "../models/zone";
import { ClockField, DateField } from "./DateField";
import classes from "./time-field.module.css";

export type Wall = { date: string; time: string; zone: string };

/** A wall time in a zone with quick picks; says what it means in words, on the reader's own clock too. */
export function TimeField({ value, onChange, now, problem }: { value: Wall; onChange: (next: Wall) => void; now: number; problem?: string }) {
  const { t, say } = useI18n();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = useMemo(() => [...new Set([value.zone, own, "Asia/Shanghai", "UTC", ...Intl.supportedValuesOf("timeZone")])], [own, value.zone]);
  const due = instantOf(value.zone, value.date, value.time);
  const real = due === null ? null : wallTime(value.zone, due);

  return (
    <div className={classes.time}>
      <div className={classes.timeRow}>
        <DateField label={t("composer.date")} value={value.date} min={wallTime(value.zone, now).date} onChange={(date) => onChange({ ...value, date })} error={Boolean(problem)} describedBy={problem ? "when-problem" : undefined} />
        <ClockField label={t("composer.time")} value={value.time} onChange={(time) => onChange({ ...value, time })} error={Boolean(problem)} />
        <Select
          className={classes.zoneField}
          label={t("composer.zone")}
          data={zones}
          value={value.zone}
          onChange={(zone) => zone && onChange({ ...value, zone })}
          searchable
          allowDeselect={false}
          limit={40}
          nothingFoundMessage={t("composer.noZone")}
          comboboxProps={{ withinPortal: true }}
        />
      </div>
      <div className={classes.quick} role="group" aria-label={t("composer.quick")}>
        {quickPicks(value.zone, now).map(({ key, at, time }) => (
          <button key={key} type="button" onClick={() => onChange({ ...value, ...wallTime(value.zone, at) })}>{t(key, { time })}</button>
        ))}
      </div>
      {problem ? (
        <p className={classes.problem} id="when-problem">{problem}</p>
      ) : (
        due !== null && (
          <p className={classes.hint}>
            {t("composer.goesOut", { when: `${say.moment(due, value.zone)} (${offsetName(value.zone, due)})`, relative: say.relative(due, now) })}
            {own !== value.zone && offsetName(own, due) !== offsetName(value.zone, due) && ` ${t("composer.yourClock", { when: say.moment(due, own) })}`}
            {real && real.time !== value.time && ` ${t("composer.gap", { asked: value.time, used: real.time })}`}
          </p>
        )
      )}
    </div>
  );
}

type Pick = { key: "composer.quick10" | "composer.quick60" | "composer.quickEvening" | "composer.quickTomorrow" | "composer.quickMonday"; at: number; time: string };

function quickPicks(zone: string, now: number): Pick[] {
  const minute = Math.ceil(now / 60_000) * 60_000;
  const today = wallTime(zone, now).date;
  const picks: Pick[] = [
    { key: "composer.quick10", at: minute + 600_000, time: "" },
    { key: "composer.quick60", at: minute + 3_600_000, time: "" },
  ];
  const add = (key: Pick["key"], date: string, time: string) => {
    const at = instantOf(zone, date, time);
    if (at !== null && at > now + 600_000) picks.push({ key, at, time });
  };
  add("composer.quickEvening", today, "20:00");
  add("composer.quickTomorrow", plusDays(today, 1), "09:00");
  if (weekday(today) < 7) add("composer.quickMonday", plusDays(today, 8 - weekday(today)), "09:00");
  return picks;
}
