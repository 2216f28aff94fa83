import { Button, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, CircleCheck, CircleX, EllipsisVertical, ExternalLink, Link2, PencilLine, RefreshCw, Trash2, Unplug } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { checkFeed } from "../../api/feeds";
import { keys } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { runsOut } from "../../models/connect";
import { readHealth } from "../../models/health";
import { limitOf, type Feed } from "../../models/feed";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { toast } from "../../parts/toast";
import { Why } from "../../parts/Why";
import { Disconnect, Rename } from "./dialogs";
import classes from "./feeds.module.css";

const ICONS = { ok: CircleCheck, reconnect: CircleX, unreachable: Unplug };

/** One feed: whose it is, how it is doing in words, and what this member may do about it. */
export function FeedRow({ feed, owners, now = Date.now() }: { feed: Feed; owners: string[] | undefined; now?: number }) {
  const { t, say, sayProblem } = useI18n();
  const { may } = useMe();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"rename" | "disconnect" | null>(null);
  const check = useMutation({
    mutationFn: () => checkFeed(feed.id),
    onSuccess: (fresh) => {
      queries.setQueryData<Feed[]>(keys.feeds, (all) => all?.map((one) => (one.id === fresh.id ? fresh : one)));
      toast(t("feeds.checked", { feed: fresh.name, health: t(`feeds.${fresh.health}`) }), fresh.health === "ok" ? "done" : "problem");
    },
    onError: (failure) => toast(sayProblem(failure), "problem"),
  });
  const Icon = ICONS[feed.health] ?? CircleX;
  const ending = runsOut(feed.expiresAt, now);
  const urgent = feed.health === "reconnect" || ending === "soon" || ending === "past";
  const [limit, shorter] = [limitOf(feed.capabilities, false), limitOf(feed.capabilities, true)];
  const owner = may("OWNER");
  const again = `/feeds/connect?again=${feed.id}`;
  return (
    <li className={classes.row}>
      <PlatformBadge platform={feed.platform} size={32} />
      <div className={classes.name}>
        <strong>{feed.name}</strong>
        <span>
          {platformName(feed.platform)} ·{" "}
          {feed.link ? (
            <a href={feed.link} target="_blank" rel="noreferrer" title={t("feeds.openProfile", { feed: feed.name })}>
              {feed.account} <ExternalLink size={12} aria-hidden="true" />
            </a>
          ) : feed.account}
        </span>
        <span className={classes.limits}>{t(shorter < limit ? "feeds.limitsApart" : "feeds.limits", { limit, shorter, images: feed.capabilities.images.most })}</span>
      </div>
      <div className={classes.health} data-health={feed.health}>
        <span className={classes.state}><Icon size={16} aria-hidden="true" /> <span>{t(`feeds.${feed.health}`)}</span></span>
        {feed.healthReason && !(ending && readHealth(feed.healthReason)?.kind === "ends") && <small><Why text={feed.healthReason} platform={feed.platform} /></small>}
        {feed.health === "reconnect" && <small>{t("feeds.reconnectMeans")}</small>}
        {feed.health === "unreachable" && <small>{t("feeds.unreachableMeans")}</small>}
        {ending && (
          <small className={classes.ending} data-ending={ending}>
            <CalendarClock size={12} aria-hidden="true" /> <span>{t(ending === "past" ? "feeds.ranOut" : "feeds.runsOut", { day: say.fullDay(feed.expiresAt!) })}</span>
          </small>
        )}
        {urgent && !owner && owners && owners.length > 0 && <small>{t("feeds.askAgain", { names: owners.join(", ") })}</small>}
      </div>
      <div className={classes.actions}>
        {owner && urgent && (
          <Button component={Link} to={again} size="xs" leftSection={<Link2 size={14} aria-hidden="true" />} aria-label={t("feeds.againOf", { feed: feed.name })}>
            {t("connect.again")}
          </Button>
        )}
        {may("EDITOR") && (
          <Button size="xs" variant="default" leftSection={<RefreshCw size={14} aria-hidden="true" />} loading={check.isPending} onClick={() => check.mutate()} aria-label={t("feeds.checkOf", { feed: feed.name })}>
            {t("feeds.check")}
          </Button>
        )}
        {owner && <More feed={feed} again={again} onRename={() => setAsking("rename")} onDisconnect={() => setAsking("disconnect")} />}
      </div>
      {asking === "rename" && <Rename feed={feed} onClose={() => setAsking(null)} />}
      {asking === "disconnect" && <Disconnect feed={feed} onClose={() => setAsking(null)} />}
    </li>
  );
}

function More({ feed, again, onRename, onDisconnect }: { feed: Feed; again: string; onRename: () => void; onDisconnect: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.more} aria-label={t("feeds.moreOf", { feed: feed.name })}>
          <EllipsisVertical size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Link2 size={14} aria-hidden="true" />} onClick={() => navigate(again)}>{t("connect.again")}</Menu.Item>
        <Menu.Item leftSection={<PencilLine size={14} aria-hidden="true" />} onClick={onRename}>{t("feeds.rename")}</Menu.Item>
        <Menu.Item className={classes.danger} leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={onDisconnect}>{t("feeds.disconnect")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
