import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { Link } from "react-router-dom";
import { fetchDelivery } from "../../api/deliveries";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { evidenceOf, textFor, type Need } from "../../models/needs";
import { Because } from "../../parts/Because";
import { Decide } from "../../parts/Decide";
import { Failure } from "../../parts/Failure";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { SeenThere } from "../../parts/SeenThere";
import { StateMark } from "../../parts/StateMark";
import { Thumb } from "../../parts/Thumb";
import classes from "./needs.module.css";

/** One send that nobody knows the outcome of: what was sent, what was seen there, and what may be done. */
export function Review({ need, feed, now }: { need: Need; feed: Feed | undefined; now: number }) {
  const { t, say } = useI18n();
  const { delivery, post } = need;
  const story = useQuery({ queryKey: keys.delivery(delivery.id), queryFn: () => fetchDelivery(delivery.id) });
  const name = feed?.name ?? platformName(delivery.platform);
  const evidence = story.data && evidenceOf(story.data.log);
  const at = evidence?.sentAt ?? delivery.due;
  return (
    <li className={classes.review} id={`d-${delivery.id}`} tabIndex={-1} aria-label={t("needs.reviewOf", { feed: name })}>
      <div className={classes.head}>
        <PlatformBadge platform={delivery.platform} size={20} />
        <strong>{name}</strong>
        <StateMark shown="review" />
        <span className={classes.when}>{t("needs.sentAt", { time: say.clock(at), day: say.day(at), ago: say.relative(at, now) })}</span>
        <span className={classes.links}>
          {feed?.link && (
            <a href={feed.link} target="_blank" rel="noreferrer">{t("needs.openFeed", { platform: platformName(delivery.platform) })} <ExternalLink size={12} aria-hidden="true" /></a>
          )}
          <Link to={`/posts/${delivery.post}`}>{t("needs.toPost")}</Link>
        </span>
      </div>
      {story.isError && !story.data ? (
        <Failure title={t("post.story")} failure={story.error} retry={() => void story.refetch()} />
      ) : !story.data || !evidence ? (
        <div className={classes.shape} aria-busy="true" />
      ) : (
        <>
          <div className={classes.sides}>
            <section>
              <h3>{t("needs.whatSent")}</h3>
              <p className={classes.text}>{story.data.text || (post && textFor(post, delivery.feed)) || t("calendar.noText")}</p>
              {post && post.media.length > 0 && <div className={classes.pictures}>{post.media.map((id) => <Thumb key={id} media={id} size={64} />)}</div>}
            </section>
            <section>
              <h3>{t("needs.whatSeen", { platform: platformName(delivery.platform) })}</h3>
              {delivery.reason && <Because text={delivery.reason} platform={delivery.platform} />}
              <SeenThere seen={evidence.seen} text={story.data.text} platform={delivery.platform} />
              {evidence.lookedAt && <p className={classes.looked}>{t("needs.lookedAt", { time: say.clock(evidence.lookedAt) })}</p>}
            </section>
          </div>
          <Decide story={story.data} evidence={evidence} feed={name} />
        </>
      )}
    </li>
  );
}
