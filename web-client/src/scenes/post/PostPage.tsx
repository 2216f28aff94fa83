import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useNavigate, useParams } from "react-router-dom";
import { fetchPost } from "../../api/posts";
import { keys, useApprovalRules, useFeeds, useNames } from "../../api/queries";
import { useI18n } from "../../i18n";
import { stagesFor } from "../../models/approval";
import type { Feed } from "../../models/feed";
import type { Post } from "../../models/post";
import { shownDelivery, shownPost } from "../../models/states";
import { Failure } from "../../parts/Failure";
import { PostLook } from "../../parts/PostLook";
import { StateMark } from "../../parts/StateMark";
import { useNow } from "../../parts/useNow";
import { Actions } from "./Actions";
import { ApprovalPart } from "./ApprovalPart";
import { Deliveries } from "./Deliveries";
import classes from "./post.module.css";

/** `/posts/{id}`: what it looks like, and what became of it on each feed. */
export default function PostPage() {
  const { t } = useI18n();
  const { id = "" } = useParams();
  const post = useQuery({ queryKey: keys.post(id), queryFn: () => fetchPost(id) });
  const feeds = useFeeds();
  const navigate = useNavigate();

  if (post.isError && !post.data) return <Failure title={t("post.loadFailed")} failure={post.error} retry={() => void post.refetch()} />;
  return (
    <div className={classes.scene}>
      <div className={classes.bar}>
        <Button variant="subtle" color="gray" size="xs" leftSection={<ArrowLeft size={16} aria-hidden="true" />} onClick={() => (window.history.length > 1 ? navigate(-1) : navigate("/calendar"))}>
          {t("post.back")}
        </Button>
        {post.data && <Actions post={post.data} />}
      </div>
      {post.data && feeds.data ? <Body post={post.data} feeds={feeds.data} /> : <div className={classes.shape} aria-busy="true" />}
    </div>
  );
}

function Body({ post, feeds }: { post: Post; feeds: Feed[] }) {
  const { t, say } = useI18n();
  const now = useNow(10_000);
  const name = useNames();
  const author = post.author?.name ?? name(post.author?.id);
  const shown = shownPost(post.state, post.deliveries);
  const asked = stagesFor(useApprovalRules().data, post.feeds, post.labels).length > 0;
  const live = post.deliveries.filter((one) => shownDelivery(one) === "live").length;

  return (
    <div className={classes.columns}>
      <section className={classes.look} aria-label={t("composer.preview")}>
        <PostLook post={post} feeds={feeds} />
      </section>
      <section className={classes.facts}>
        <div className={classes.summary}>
          <StateMark shown={shown} />
          <strong>
            {live > 0
              ? t("post.summaryLive", { live, all: post.deliveries.length })
              : post.due
                ? say.moment(post.due)
                : t("posts.noDue")}
          </strong>
          {live === 0 && post.due && Date.parse(post.due) > now && <span>{say.relative(post.due, now)}</span>}
        </div>
        <p className={classes.origin}>
          {author ? t("post.created", { time: say.moment(post.createdAt), name: author }) : t("post.createdNoName", { time: say.moment(post.createdAt) })}
        </p>
        {post.approval && <ApprovalPart post={post} />}
        <h2>{t("post.deliveries")}</h2>
        {post.deliveries.length > 0 ? <Deliveries post={post} feeds={feeds} /> : <p className={classes.none}>{t(post.state === "SUBMITTED" ? "approval.noDeliveries" : asked ? "approval.noneYet" : "post.noDeliveries")}</p>}
      </section>
    </div>
  );
}
