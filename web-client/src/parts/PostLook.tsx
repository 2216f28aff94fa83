import { useState } from "react";
import { useI18n } from "../i18n";
import type { Feed } from "../models/feed";
import type { Post } from "../models/post";
import { settingsOfPost } from "../models/settings";
import { PictureNotes } from "./PictureNotes";
import { PlatformBadge } from "./PlatformBadge";
import classes from "./look.module.css";
import { Preview } from "./Preview";
import { SettingNotes } from "./SettingNotes";

/** The post as one feed gets it, with the others one click away. */
export function PostLook({ post, feeds }: { post: Post; feeds: Feed[] }) {
  const { t, say } = useI18n();
  const on = feeds.filter((feed) => post.feeds.includes(feed.id));
  const [asked, setAsked] = useState<string | null>(null);
  const feed = on.find((one) => one.id === asked) ?? on[0];
  const sent = post.deliveries.find((one) => one.feed === feed?.id)?.sentAt;
  const at = sent ?? post.due;
  const sentOf = feed ? (post.renditions?.[feed.id] ?? []) : [];
  const variant = feed && post.variants?.[feed.id];
  const pictures = post.media.map((id, n) => ({ id, altText: variant?.altTexts?.[n] ?? post.altTexts?.[n] ?? "" }));
  return (
    <>
      {on.length > 1 && (
        <div className={classes.which} role="group" aria-label={t("post.previewFor")}>
          {on.map((one) => (
            <button key={one.id} type="button" aria-pressed={one.id === feed?.id} aria-label={one.name} title={one.name} onClick={() => setAsked(one.id)}>
              <PlatformBadge platform={one.platform} size={18} />
            </button>
          ))}
        </div>
      )}
      {feed ? (
        <div>
          <Preview
            feed={feed}
            text={variant?.text ?? post.text}
            settings={settingsOfPost(post, feed)}
            pictures={pictures}
            renditions={sentOf}
            when={at ? say.moment(at) : t("posts.noDue")}
          />
          <PictureNotes feed={feed} pictures={pictures} renditions={sentOf} />
          <SettingNotes settings={settingsOfPost(post, feed)} />
        </div>
      ) : (
        <p className={classes.bare}>{post.text}</p>
      )}
    </>
  );
}
