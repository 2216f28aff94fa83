import { Drawer, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { fetchPost } from "../../api/posts";
import { keys, useFeeds } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { Post } from "../../models/post";
import { useFeedFilter } from "../../parts/address";
import { Failure } from "../../parts/Failure";
import classes from "./composer.module.css";
import { copyOf, draftOf, emptyDraft } from "./draft";
import { FeedPills } from "./FeedPills";
import { LabelsField } from "./LabelsField";
import { Pictures } from "./Pictures";
import { Previews } from "./Previews";
import { SettingsField } from "./SettingsField";
import { SplitButton } from "./SplitButton";
import { TextField } from "./TextField";
import { useDraft } from "./useDraft";
import { useSend } from "./useSend";
import { WhenField } from "./WhenField";

type Props = {
  post: string | null;
  at: string | null;
  /** The post a new one begins as a copy of. */
  copy: string | null;
  onClose: () => void;
};

/** Writing over the screen one came from; closing keeps what was written. */
export default function Composer({ post: edited, at, copy, onClose }: Props) {
  const { t } = useI18n();
  const feeds = useFeeds();
  const id = edited ?? copy;
  const post = useQuery({ queryKey: keys.post(id ?? ""), queryFn: () => fetchPost(id!), enabled: id !== null });
  // The version written against is the one first seen: a later one must not be overwritten unseen.
  const [base, setBase] = useState<Post | null>(null);
  if (post.data && !base) setBase(post.data);
  const title = t(edited ? "composer.edit" : "composer.new");
  const failed = feeds.error ?? post.error;

  return (
    <Drawer.Root opened onClose={onClose} position="right" size={1120} closeOnEscape>
      <Drawer.Overlay backgroundOpacity={0.3} />
      <Drawer.Content classNames={{ content: classes.panel }} aria-label={title}>
        <div className={classes.head}>
          <Drawer.Title className={classes.title}>{title}</Drawer.Title>
          <button type="button" className={classes.close} onClick={onClose} aria-label={t("composer.close")} title={t("composer.close")}>
            <X size={18} aria-hidden="true" />
          </button>
        </div>
        {failed ? (
          <Failure title={t("composer.loadFailed")} failure={failed} retry={() => void (feeds.isError ? feeds.refetch() : post.refetch())} />
        ) : feeds.data && (id === null || base) ? (
          <Desk feeds={feeds.data} post={edited ? base : null} copy={edited ? null : base} at={at} onClose={onClose} />
        ) : (
          <div className={classes.shape} aria-busy="true" />
        )}
      </Drawer.Content>
    </Drawer.Root>
  );
}

type DeskProps = { feeds: Feed[]; post: Post | null; copy: Post | null; at: string | null; onClose: () => void };

function Desk({ feeds, post, copy, at, onClose }: DeskProps) {
  const { t } = useI18n();
  const { workspace, member } = useMe();
  const { chosen } = useFeedFilter();
  const [tab, setTab] = useState<"write" | "preview">("write");
  const [editing, setEditing] = useState<string | null>(null);
  const asked = at ? Date.parse(at) : NaN;

  const work = useDraft({
    workspace: workspace.id,
    member: member.id,
    // A copy has a place of its own: what is half written as a new post must not be lost to it.
    post: post?.id ?? (copy && `copy.${copy.id}`),
    fresh: () => (post ? draftOf(post, workspace.zone, Date.now()) : copy ? copyOf(copy, workspace.zone, Date.now()) : emptyDraft(workspace.zone, chosen, Number.isNaN(asked) ? null : asked, Date.now())),
    at: Number.isNaN(asked) ? null : asked,
  });
  const { draft, change } = work;
  const known = feeds.filter((feed) => draft.feeds.includes(feed.id));
  const editedFeed = known.find((feed) => feed.id === editing) ?? null;
  const send = useSend({ work, feeds, post, onDone: onClose });

  return (
    <form
      className={classes.desk}
      data-tab={tab}
      noValidate
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send.primary();
        }
      }}
    >
      <SegmentedControl className={classes.tabs} fullWidth value={tab} onChange={(next) => setTab(next as "write" | "preview")} data={[{ value: "write", label: t("composer.write") }, { value: "preview", label: t("composer.preview") }]} />
      <div className={classes.writing}>
        <Restored work={work} />
        <FeedPills feeds={feeds} draft={draft} counts={send.counts} problems={send.problems("feeds")} onChange={(next) => change({ ...draft, feeds: next })} />
        <TextField draft={draft} feeds={known} edited={editedFeed} counts={send.counts} problems={send.problems("text")} onEdit={setEditing} onChange={change} />
        <SettingsField draft={draft} feeds={known} edited={editedFeed} problems={send.problems("settings")} onChange={change} />
        <Pictures draft={draft} problems={send.problems("media")} onChange={work.update} onBusy={send.setUploading} />
        <WhenField when={draft.when} onWhen={(when) => change({ ...draft, when })} value={draft} onChange={(wall) => change({ ...draft, date: wall.date, time: wall.time, zone: wall.zone })} now={send.now} problem={send.problems("when")[0]} />
        <LabelsField labels={draft.labels} onChange={(labels) => change({ ...draft, labels })} />
      </div>
      <div className={classes.previews} aria-label={t("composer.preview")} role="region">
        <Previews draft={draft} feeds={known} now={send.now} />
      </div>
      <SplitButton send={send} savedAt={work.savedAt} kept={work.kept} />
    </form>
  );
}

function Restored({ work }: { work: ReturnType<typeof useDraft> }) {
  const { t, say } = useI18n();
  if (work.restoredAt === null) return null;
  return (
    <p className={classes.restored} role="status">
      {t("composer.restored", { time: say.moment(work.restoredAt) })}
      <button type="button" onClick={work.startOver}>{t("composer.startOver")}</button>
    </p>
  );
}
