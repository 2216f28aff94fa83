import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router-dom";
import { fetchDelivery } from "../../api/deliveries";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import type { Finding } from "../../models/audit";
import { PlatformBadge } from "../../parts/PlatformBadge";
import classes from "./audit.module.css";

const AT_FIRST = 10;

/** What broke a rule, each with the way to the delivery's story. */
export function Findings({ findings, feeds }: { findings: Finding[]; feeds: Feed[] }) {
  const { t } = useI18n();
  const [all, setAll] = useState(false);
  const shown = all ? findings : findings.slice(0, AT_FIRST);
  return (
    <>
      <ul className={classes.findings}>
        {shown.map((one) => (
          <li key={`${one.delivery} ${one.detail}`}>
            <ToStory finding={one} feed={feeds.find((feed) => feed.id === one.feed)} />
            <span lang="en">{one.detail}</span>
          </li>
        ))}
      </ul>
      {shown.length < findings.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>{t("audit.showAll", { count: findings.length })}</button>
      )}
    </>
  );
}

function ToStory({ finding, feed }: { finding: Finding; feed: Feed | undefined }) {
  const { t } = useI18n();
  // Checks of earlier releases do not say whose delivery it is.
  const asked = useQuery({ queryKey: keys.delivery(finding.delivery), queryFn: () => fetchDelivery(finding.delivery), enabled: !finding.post });
  const post = finding.post ?? asked.data?.post;
  const name = feed?.name ?? t("audit.feedGone");
  return (
    <span className={classes.story}>
      {feed && <PlatformBadge platform={feed.platform} />}
      {post ? <Link to={`/posts/${post}#d-${finding.delivery}`} aria-label={t("audit.toStory", { feed: name })}>{name}</Link> : name}
    </span>
  );
}
