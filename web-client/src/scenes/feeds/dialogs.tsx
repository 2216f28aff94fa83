import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";
import { disconnectFeed, renameFeed } from "../../api/feeds";
import { fetchCalendar } from "../../api/posts";
import { keys } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { CalendarItem } from "../../models/post";
import { platformName } from "../../parts/PlatformBadge";
import { toast } from "../../parts/toast";
import classes from "./feeds.module.css";

/** The team's own name for a feed; the platform's stays as it is. */
export function Rename({ feed, onClose }: { feed: Feed; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  const [name, setName] = useState(feed.name);
  const rename = useMutation({
    mutationFn: () => renameFeed(feed.id, feed.version, name.trim()),
    onSuccess: (fresh) => {
      queries.setQueryData<Feed[]>(keys.feeds, (all) => all?.map((one) => (one.id === fresh.id ? fresh : one)));
      toast(t("feeds.renamed", { feed: fresh.name }));
      onClose();
    },
    // Somebody may have changed it meanwhile: the next try is made on what is there now.
    onError: () => queries.invalidateQueries({ queryKey: keys.feeds }),
  });
  return (
    <Modal opened onClose={onClose} title={t("feeds.renameTitle", { feed: feed.name })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename.mutate();
        }}
      >
        <TextInput label={t("feeds.name")} description={t("feeds.nameHint", { platform: platformName(feed.platform) })} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-autofocus error={rename.isError ? sayProblem(rename.error) : name.trim() ? undefined : t("feeds.nameNeeded")} />
        <div className={classes.modalActions}>
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" disabled={!name.trim() || name.trim() === feed.name} loading={rename.isPending}>{t("feeds.rename")}</Button>
        </div>
      </form>
    </Modal>
  );
}

/** How far ahead planned posts are counted; few plan further. */
const AHEAD = 90 * 86_400_000;

/** What still waits for this feed, of the posts that a calendar shows. */
export function plannedFor(feed: string, items: CalendarItem[]): number {
  return items.filter((item) => item.deliveries.some((one) => one.feed === feed && (one.state === "SCHEDULED" || one.state === "HANDED"))).length;
}

/** Says what becomes of planned posts before it is done. */
export function Disconnect({ feed, onClose }: { feed: Feed; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const { workspace } = useMe();
  const queries = useQueryClient();
  const planned = useQuery({
    queryKey: [...keys.calendar, "planned", feed.id],
    queryFn: ({ signal }) => {
      const now = Date.now();
      return fetchCalendar(new Date(now).toISOString(), new Date(now + AHEAD).toISOString(), workspace.zone, [feed.id], signal).then((items) => plannedFor(feed.id, items));
    },
    staleTime: 0,
    gcTime: 0,
  });
  const disconnect = useMutation({
    mutationFn: () => disconnectFeed(feed.id),
    onSuccess: () => {
      queries.setQueryData<Feed[]>(keys.feeds, (all) => all?.filter((one) => one.id !== feed.id));
      toast(t("feeds.disconnected", { feed: feed.name }));
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("feeds.disconnectTitle", { feed: feed.name })} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <div className={classes.consequences}>
        {planned.data !== undefined && (
          <p>
            <strong>{t("feeds.planned", { count: planned.data })}</strong>{" "}
            {planned.data > 0 && <Link to={`/calendar?view=list&feed=${feed.id}`} onClick={onClose}>{t("feeds.plannedShow")}</Link>}
          </p>
        )}
        <ul>
          <li>{t("feeds.disconnectPlanned")}</li>
          <li>{t("feeds.disconnectPublished", { platform: platformName(feed.platform) })}</li>
          <li>{t("feeds.disconnectLater")}</li>
        </ul>
        <p>{t("feeds.disconnectInstead")}</p>
      </div>
      {disconnect.isError && <p className={classes.problem} role="alert">{sayProblem(disconnect.error)}</p>}
      <div className={classes.modalActions}>
        <Button variant="default" onClick={onClose} data-autofocus>{t("app.cancel")}</Button>
        <Button color="red.8" loading={disconnect.isPending} onClick={() => disconnect.mutate()}>{t("feeds.disconnect")}</Button>
      </div>
    </Modal>
  );
}
