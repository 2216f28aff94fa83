import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, ExternalLink, RefreshCw, Unplug } from "lucide-react";
import { checkFeed } from "../../api/feeds";
import { keys, useFeeds } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { useFeedFilter } from "../../parts/address";
import { Empty, Failure } from "../../parts/Failure";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { toast } from "../../parts/toast";
import classes from "./feeds.module.css";

const ICONS = { ok: CircleCheck, reconnect: CircleX, unreachable: Unplug };

/** `/feeds`: what the workspace may post to, and how each is doing. */
export default function Feeds() {
  const { t } = useI18n();
  const { chosen } = useFeedFilter();
  const feeds = useFeeds();
  if (feeds.isError && !feeds.data) return <Failure title={t("feeds.failed")} failure={feeds.error} retry={() => void feeds.refetch()} />;
  const shown = feeds.data?.filter((feed) => chosen.length === 0 || chosen.includes(feed.id));
  return (
    <div className={classes.scene}>
      {!shown ? (
        <div aria-busy="true">{Array.from({ length: 7 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : shown.length === 0 ? (
        <Empty title={t("feeds.empty")} />
      ) : (
        <ul className={classes.list}>{shown.map((feed) => <Row key={feed.id} feed={feed} />)}</ul>
      )}
    </div>
  );
}

function Row({ feed }: { feed: Feed }) {
  const { t, sayProblem } = useI18n();
  const { may } = useMe();
  const queries = useQueryClient();
  const check = useMutation({
    mutationFn: () => checkFeed(feed.id),
    onSuccess: (fresh) => {
      queries.setQueryData<Feed[]>(keys.feeds, (all) => all?.map((one) => (one.id === fresh.id ? fresh : one)));
      toast(t("feeds.checked", { feed: fresh.name, health: t(`feeds.${fresh.health}`) }), fresh.health === "ok" ? "done" : "problem");
    },
    onError: (failure) => toast(sayProblem(failure), "problem"),
  });
  const Icon = ICONS[feed.health] ?? CircleX;
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
      </div>
      <div className={classes.limits}>
        <span>{t("feeds.limits", { limit: feed.capabilities.text.limit, images: feed.capabilities.images.most })}</span>
      </div>
      <div className={classes.health} data-health={feed.health}>
        <span><Icon size={16} aria-hidden="true" /> {t(`feeds.${feed.health}`)}</span>
        {feed.healthReason && <small>{feed.healthReason}</small>}
      </div>
      {may("EDITOR") && (
        <Button size="xs" variant="default" leftSection={<RefreshCw size={14} aria-hidden="true" />} loading={check.isPending} onClick={() => check.mutate()} aria-label={t("feeds.checkOf", { feed: feed.name })}>
          {t("feeds.check")}
        </Button>
      )}
    </li>
  );
}
