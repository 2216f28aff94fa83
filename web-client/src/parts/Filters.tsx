import { Menu } from "@mantine/core";
import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { useFeeds } from "../api/queries";
import { useI18n } from "../i18n";
import { useChoice, useForget } from "./address";
import classes from "./filters.module.css";
import { PlatformBadge } from "./PlatformBadge";

type Option = { value: string; label: string; mark?: ReactNode };

/** What a list shows, chosen by several and kept in the address: feeds, states where the screen has them, labels. */
export function Filters({ states, labels }: { states?: Option[]; labels: string[] }) {
  const { t } = useI18n();
  const feeds = useFeeds();
  const forget = useForget();
  const feed = useChoice("feed");
  const state = useChoice("state");
  const label = useChoice("label");
  const any = feed.chosen.length + label.chosen.length + (states ? state.chosen.length : 0) > 0;
  // One that is chosen stays to be taken away, even where nothing has it any more.
  const known = [...new Set([...labels, ...label.chosen])].sort((a, b) => a.localeCompare(b));
  return (
    <div className={classes.filters} role="group" aria-label={t("filter.label")}>
      <Choice name={t("filter.feeds")} choice={feed} options={(feeds.data ?? []).map((one) => ({ value: one.id, label: one.name, mark: <PlatformBadge platform={one.platform} size={14} /> }))} />
      {states && <Choice name={t("filter.states")} choice={state} options={states} />}
      {known.length > 0 && <Choice name={t("filter.labels")} choice={label} options={known.map((one) => ({ value: one, label: one }))} />}
      {any && (
        <button type="button" className={classes.clear} onClick={() => forget(states ? ["feed", "state", "label"] : ["feed", "label"])}>
          <X size={14} aria-hidden="true" /> {t("filter.clear")}
        </button>
      )}
    </div>
  );
}

function Choice({ name, options, choice }: { name: string; options: Option[]; choice: ReturnType<typeof useChoice> }) {
  const { t } = useI18n();
  const on = options.filter((one) => choice.chosen.includes(one.value));
  const said = on.length === 0 ? name : on.length === 1 ? t("filter.one", { name, value: on[0]!.label }) : t("filter.several", { name, count: on.length });
  return (
    <Menu closeOnItemClick={false} position="bottom-start" width="max-content" shadow="md">
      <Menu.Target>
        <button type="button" className={classes.choice} data-on={on.length > 0 || undefined}>
          <span>{said}</span> <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.options}>
        {options.map((one) => {
          const chosen = choice.chosen.includes(one.value);
          return (
            <Menu.CheckboxItem key={one.value} checked={chosen} onChange={() => choice.toggle(one.value)} closeMenuOnClick={false}>
              <span className={classes.option}>{one.mark}{one.label}</span>
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
