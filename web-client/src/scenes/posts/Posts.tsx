import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Search as Glass, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { fetchPosts } from "../../api/posts";
import { keys, useFeeds, useLabels, useNames } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { Post, PostState } from "../../models/post";
import { shownPost } from "../../models/states";
import { useChoice, useComposer, useForget } from "../../parts/address";
import { Empty, Failure } from "../../parts/Failure";
import { Filters } from "../../parts/Filters";
import { Labels } from "../../parts/Labels";
import { PlatformBadge } from "../../parts/PlatformBadge";
import { StateMark } from "../../parts/StateMark";
import { Thumb } from "../../parts/Thumb";
import classes from "./posts.module.css";

const STATES = ["DRAFT", "SUBMITTED", "REJECTED", "SCHEDULED", "DONE"] as const satisfies PostState[];
const LABELS = { DRAFT: "posts.drafts", SUBMITTED: "state.approval", REJECTED: "state.rejected", SCHEDULED: "posts.scheduled", DONE: "posts.done" } as const;

/** `/posts?state=DRAFT&q=ferry&feed=...&label=...`: newest first, more as one scrolls. */
export default function Posts() {
  const { t } = useI18n();
  const { may } = useMe();
  const composer = useComposer();
  const chosen = useChoice("feed").chosen;
  const labels = useChoice("label").chosen;
  const inUse = useLabels();
  const forget = useForget();
  const feeds = useFeeds();
  const name = useNames();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get("state")) ?? null;
  const q = search.get("q") ?? "";
  const asked = { q, state, feeds: chosen, labels };
  const posts = useInfiniteQuery({
    queryKey: [...keys.posts, asked],
    queryFn: ({ pageParam }) => fetchPosts(asked, pageParam),
    // While one types, what was found before stays.
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const shown = posts.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = q !== "" || chosen.length + labels.length > 0;

  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = posts;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage || isFetchingNextPage) return;
    const watcher = new IntersectionObserver((seen) => seen[0]?.isIntersecting && void fetchNextPage(), { rootMargin: "400px" });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, shown.length]);

  return (
    <div className={classes.scene}>
      <div className={classes.bar}>
        <SearchField />
        <SegmentedControl
          size="xs"
          aria-label={t("posts.state")}
          value={state ?? "ALL"}
          onChange={(next) =>
            setSearch((before) => {
              const params = new URLSearchParams(before);
              if (next === "ALL") params.delete("state");
              else params.set("state", next);
              return params;
            })
          }
          data={[{ value: "ALL", label: t("posts.all") }, ...STATES.map((one) => ({ value: one, label: t(LABELS[one]) }))]}
        />
        <Filters labels={inUse} />
      </div>
      {posts.isError && !posts.data ? (
        <Failure title={t("posts.failed")} failure={posts.error} retry={() => void posts.refetch()} />
      ) : posts.isPending ? (
        <div aria-busy="true">{Array.from({ length: 8 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : shown.length === 0 && !hasNextPage && narrowed ? (
        <Empty title={t(q ? "posts.emptySearch" : "posts.emptyFilter", { q })} hint={state ? t("posts.emptyInState", { state: t(LABELS[state]) }) : undefined}>
          <Button variant="default" onClick={() => forget(["q", "feed", "label", "state"])}>{t("posts.showAll")}</Button>
        </Empty>
      ) : shown.length === 0 && !hasNextPage ? (
        <Empty title={t(state ? "posts.emptyState" : "posts.empty")} hint={state || !may("EDITOR") ? undefined : t("posts.emptyHint")}>
          {may("EDITOR") && <Button onClick={() => composer.open()}>{t("top.newPost")}</Button>}
        </Empty>
      ) : (
        <ul className={classes.list} aria-busy={posts.isPlaceholderData || undefined} aria-label={t("nav.posts")}>{shown.map((post) => <Row key={post.id} post={post} feeds={feeds.data ?? []} author={post.author?.name ?? name(post.author?.id)} />)}</ul>
      )}
      <div ref={end} className={classes.end}>{isFetchingNextPage && t("app.moreLoading")}</div>
    </div>
  );
}

/** Searches as one types; each search is an address, but not each letter a step back. */
function SearchField() {
  const { t } = useI18n();
  const [search, setSearch] = useSearchParams();
  const inAddress = search.get("q") ?? "";
  const [typed, setTyped] = useState(inAddress);
  const sent = useRef(inAddress);
  useEffect(() => {
    // Changed by Back or by clearing, not by typing.
    if (inAddress !== sent.current) {
      sent.current = inAddress;
      setTyped(inAddress);
    }
  }, [inAddress]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      setSearch((before) => {
        const next = new URLSearchParams(before);
        if (wanted) next.set("q", wanted);
        else next.delete("q");
        return next;
      }, { replace: true });
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, setSearch]);
  return (
    <label className={classes.search}>
      <Glass size={16} aria-hidden="true" />
      <input type="search" value={typed} maxLength={200} placeholder={t("posts.search")} aria-label={t("posts.search")} onChange={(event) => setTyped(event.currentTarget.value)} />
      {typed && (
        <button type="button" aria-label={t("posts.searchClear")} onClick={() => setTyped("")}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </label>
  );
}

function Row({ post, feeds, author }: { post: Post; feeds: Feed[]; author: string | undefined }) {
  const { t, say } = useI18n();
  const on = feeds.filter((feed) => post.feeds.includes(feed.id));
  return (
    <li>
      <Link to={`/posts/${post.id}`} className={classes.row}>
        <span className={classes.state}><StateMark shown={shownPost(post.state, post.deliveries)} /></span>
        {post.media[0] ? <Thumb media={post.media[0]} size={40} /> : <span className={classes.noThumb} />}
        <span className={classes.text}>{post.text || t("calendar.noText")}</span>
        <span className={classes.labels}><Labels labels={post.labels} /></span>
        <span className={classes.feeds} title={on.map((feed) => feed.name).join("\n")}>
          <span className="visually-hidden">{t("posts.feeds", { count: on.length })}</span>
          {on.slice(0, 7).map((feed) => <PlatformBadge key={feed.id} platform={feed.platform} size={14} />)}
        </span>
        <span className={classes.by}>{author ? t("posts.by", { name: author }) : ""}</span>
        <time>{post.due ? say.moment(post.due) : t("posts.noDue")}</time>
      </Link>
    </li>
  );
}
