import { Tooltip } from "@mantine/core";
import { CalendarDays, ChartColumn, FileText, Hand, KeyRound, PanelLeftClose, PanelLeftOpen, Plus, Radio, ScrollText, ShieldCheck, UserRoundCheck, UsersRound, Webhook, X, type LucideIcon } from "lucide-react";
import { Link, NavLink, useSearchParams } from "react-router-dom";
import { useApprovals, useFeeds } from "../api/queries";
import { useI18n } from "../i18n";
import type { Key } from "../i18n/en";
import type { Role } from "../models/session";
import { PlatformBadge } from "../parts/PlatformBadge";
import { useFeedFilter } from "../parts/address";
import classes from "./frame.module.css";
import { useMe } from "./session";
import { useWaiting } from "./waiting";

/** The sections there are. A later screen adds its line here and its route in App. */
const SECTIONS: { to: string; label: Key; icon: LucideIcon; filtered: boolean; needs?: Role }[] = [
  { to: "/calendar", label: "nav.calendar", icon: CalendarDays, filtered: true },
  { to: "/posts", label: "nav.posts", icon: FileText, filtered: true },
  { to: "/approvals", label: "nav.approvals", icon: UserRoundCheck, filtered: true },
  { to: "/needs", label: "nav.needs", icon: Hand, filtered: true },
  { to: "/reports", label: "nav.reports", icon: ChartColumn, filtered: true },
  { to: "/audit", label: "nav.audit", icon: ShieldCheck, filtered: false, needs: "MANAGER" },
  { to: "/feeds", label: "nav.feeds", icon: Radio, filtered: true },
  { to: "/members", label: "nav.members", icon: UsersRound, filtered: false, needs: "OWNER" },
  { to: "/tokens", label: "nav.tokens", icon: KeyRound, filtered: false, needs: "OWNER" },
  { to: "/webhooks", label: "nav.webhooks", icon: Webhook, filtered: false, needs: "OWNER" },
  { to: "/log", label: "nav.log", icon: ScrollText, filtered: false, needs: "OWNER" },
];

export function Rail({ collapsed, onCollapse }: { collapsed: boolean; onCollapse?: () => void }) {
  const { t, say } = useI18n();
  const waiting = useWaiting();
  const asked = useApprovals().data?.length ?? 0;
  const { workspace, may } = useMe();
  const [search] = useSearchParams();
  // The chosen feeds go along from section to section; everything else belongs to its screen.
  const kept = new URLSearchParams(search.getAll("feed").map((id) => ["feed", id]));
  const suffix = kept.size ? `?${kept}` : "";
  const Collapse = collapsed ? PanelLeftOpen : PanelLeftClose;
  const collapseLabel = t(collapsed ? "nav.expand" : "nav.collapse");

  return (
    <aside className={classes.rail} data-collapsed={collapsed || undefined}>
      <div className={classes.workspace}>
        <Tooltip label={workspace.name} position="right" disabled={!collapsed}>
          <img src="/septet.svg" alt={collapsed ? workspace.name : ""} width={24} height={24} />
        </Tooltip>
        {!collapsed && (
          <Tooltip label={workspace.name} position="bottom-start" openDelay={300}>
            <strong>{workspace.name}</strong>
          </Tooltip>
        )}
        {onCollapse && (
          <Tooltip label={collapseLabel} position="right" openDelay={400}>
            <button type="button" className={classes.iconButton} onClick={onCollapse} aria-label={collapseLabel} aria-expanded={!collapsed}>
              <Collapse size={16} aria-hidden="true" />
            </button>
          </Tooltip>
        )}
      </div>
      <nav aria-label={t("nav.label")} className={classes.sections}>
        {SECTIONS.filter((one) => !one.needs || may(one.needs)).map(({ to, label, icon: Icon }) => {
          const count = to === "/needs" ? waiting : to === "/approvals" ? asked : 0;
          const name = count > 0 ? t(to === "/needs" ? "nav.needsCount" : "nav.approvalsCount", { count }) : t(label);
          return (
            <Tooltip key={to} label={name} position="right" disabled={!collapsed}>
              <NavLink to={to + suffix} className={classes.section} aria-label={collapsed ? name : undefined}>
                <Icon size={16} aria-hidden="true" />
                {!collapsed && <span>{t(label)}</span>}
                {count > 0 && <span className={classes.count}>{collapsed ? "" : say.number(count)}</span>}
              </NavLink>
            </Tooltip>
          );
        })}
      </nav>
      <FeedList collapsed={collapsed} />
    </aside>
  );
}

function FeedList({ collapsed }: { collapsed: boolean }) {
  const { t } = useI18n();
  const feeds = useFeeds();
  const { may } = useMe();
  const { chosen, toggle, clear } = useFeedFilter();
  return (
    <section className={classes.feeds} aria-label={t("nav.feedFilter")}>
      {!collapsed && (
        <div className={classes.feedsHead}>
          <h2>{t("nav.yourFeeds")}</h2>
          {chosen.length > 0 && (
            <Tooltip label={t("nav.feedFilterClear")}>
              <button type="button" className={classes.iconButton} onClick={clear} aria-label={t("nav.feedFilterClear")}>
                <X size={14} aria-hidden="true" />
              </button>
            </Tooltip>
          )}
        </div>
      )}
      {feeds.isPending && Array.from({ length: 7 }, (_, n) => <div key={n} className={classes.feedShape} />)}
      {feeds.data?.length === 0 && may("OWNER") && (
        <Tooltip label={t("feeds.connect")} position="right" disabled={!collapsed}>
          <Link to="/feeds/connect" className={classes.section} aria-label={t("feeds.connect")}>
            <Plus size={16} aria-hidden="true" />
            {!collapsed && <span>{t("feeds.connect")}</span>}
          </Link>
        </Tooltip>
      )}
      {feeds.data?.map((feed) => {
        const pressed = chosen.includes(feed.id);
        const health = feed.health === "ok" ? "" : ` · ${t(`feeds.${feed.health}`)}`;
        return (
          <Tooltip key={feed.id} label={feed.name + health} position="right" disabled={!collapsed && feed.health === "ok"} openDelay={collapsed ? 0 : 400}>
            <button
              type="button"
              className={classes.feed}
              aria-pressed={pressed}
              aria-label={feed.name + health}
              data-dimmed={(chosen.length > 0 && !pressed) || undefined}
              onClick={() => toggle(feed.id)}
            >
              <PlatformBadge platform={feed.platform} />
              {!collapsed && <span className={classes.feedName}>{feed.name}</span>}
              <span className={classes.health} data-health={feed.health} />
            </button>
          </Tooltip>
        );
      })}
    </section>
  );
}
