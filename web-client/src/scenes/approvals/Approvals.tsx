import { Button } from "@mantine/core";
import { Check, Settings2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import type { Verdict } from "../../api/approvals";
import { useApprovals, useFeeds, useNames } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Post } from "../../models/post";
import { useFeedFilter } from "../../parts/address";
import { Empty, Failure } from "../../parts/Failure";
import { Labels } from "../../parts/Labels";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { PostLook } from "../../parts/PostLook";
import { Stages } from "../../parts/Stages";
import { useHotkeys } from "../../parts/useHotkeys";
import { useNow } from "../../parts/useNow";
import { VerdictDialog } from "../../parts/Verdict";
import classes from "./approvals.module.css";

/** `/approvals`: what waits for the one who is signed in, the next to go out first. J and K go through it, A and R decide. */
export default function Approvals() {
  const { t } = useI18n();
  const waiting = useApprovals();
  const feeds = useFeeds();
  const { may } = useMe();
  const { chosen } = useFeedFilter();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<string | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const here = (waiting.data ?? []).filter((one) => chosen.length === 0 || one.feeds.some((feed) => chosen.includes(feed)));
  const at = Math.max(0, here.findIndex((one) => one.id === asked));
  const post = here[at];
  const go = (to: number) => {
    const next = here[Math.min(here.length - 1, Math.max(0, to))];
    if (next) setAsked(next.id);
  };
  const ask = (what: Verdict) => {
    if (!post) return;
    setAsked(post.id);
    setVerdict(what);
  };
  useHotkeys({
    j: () => go(at + 1), ArrowDown: () => go(at + 1), k: () => go(at - 1), ArrowUp: () => go(at - 1),
    a: () => ask("approve"), r: () => ask("reject"), o: () => post && navigate(`/posts/${post.id}`),
  });
  useEffect(() => {
    list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [post?.id]);

  if (waiting.isError && !waiting.data) return <Failure title={t("approval.loadFailed")} failure={waiting.error} retry={() => void waiting.refetch()} />;
  if (!waiting.data || !feeds.data) return <div className={classes.scene} aria-busy="true">{Array.from({ length: 3 }, (_, n) => <div key={n} className={classes.shape} />)}</div>;
  const hidden = waiting.data.length - here.length;
  return (
    <div className={classes.scene}>
      <div className={classes.bar}>
        <span role="status">{t("approval.count", { count: here.length })}</span>
        {may("MANAGER") && <Button component={Link} to="/approvals/settings" variant="default" size="xs" leftSection={<Settings2 size={14} aria-hidden="true" />}>{t("approval.settings")}</Button>}
      </div>
      {!post && <Empty title={t(hidden > 0 ? "needs.nothingHere" : "approval.nothing")} hint={hidden > 0 ? t("needs.hidden", { count: hidden }) : t("approval.nothingHint")} />}
      {post && (
        <div className={classes.columns}>
          <ul className={classes.list} ref={list} aria-label={t("nav.approvals")}>
            {here.map((one) => <Row key={one.id} post={one} current={one.id === post.id} onChoose={() => setAsked(one.id)} />)}
          </ul>
          <section className={classes.one} key={post.id} aria-label={t("composer.preview")}>
            <div className={classes.acts}>
              <Button size="xs" leftSection={<Check size={14} aria-hidden="true" />} onClick={() => ask("approve")} aria-keyshortcuts="a">{t("approval.approve")}</Button>
              <Button size="xs" variant="default" leftSection={<X size={14} aria-hidden="true" />} onClick={() => ask("reject")} aria-keyshortcuts="r">{t("approval.reject")}</Button>
              <Link to={`/posts/${post.id}`}>{t("approval.open")}</Link>
            </div>
            <div className={classes.sides}>
              <div className={classes.look}><PostLook post={post} feeds={feeds.data} /></div>
              <div>
                <h2>{t("approval.stages")}</h2>
                {post.approval && <Stages approval={post.approval} />}
              </div>
            </div>
          </section>
        </div>
      )}
      {post && verdict && <VerdictDialog post={post} verdict={verdict} onClose={() => setVerdict(null)} onDone={() => setAsked((here[at + 1] ?? here[at - 1])?.id ?? null)} />}
    </div>
  );
}

function Row({ post, current, onChoose }: { post: Post; current: boolean; onChoose: () => void }) {
  const { t, say } = useI18n();
  const feeds = useFeeds();
  const nameOf = useNames();
  const now = useNow(30_000);
  const stage = post.approval?.stages[post.approval.waiting ?? 0]?.name ?? "";
  const author = nameOf(post.author?.id);
  const platforms = [...new Set(post.feeds.map((id) => feeds.data?.find((one) => one.id === id)?.platform).filter((one) => one !== undefined))];
  return (
    <li>
      <button type="button" className={classes.row} aria-current={current} onClick={onChoose}>
        <span className={classes.when}>
          <strong>{post.due ? say.moment(post.due) : t("posts.noDue")}</strong>
          {post.due && Date.parse(post.due) > now && <span>{say.relative(post.due, now)}</span>}
          <span className={classes.stage}>{stage}</span>
        </span>
        <span className={classes.first}>{post.text}</span>
        <span className={classes.meta}>
          {platforms.map((one) => <PlatformBadge key={one} platform={one} size={14} />)}
          {author && <span>{author}</span>}
          <Labels labels={post.labels} />
        </span>
      </button>
    </li>
  );
}
