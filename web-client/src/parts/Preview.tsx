import { Bookmark, ChartNoAxesColumn, Eye, Globe, Heart, Lock, MessageCircle, Moon, Repeat2, Reply, Send, Share2, Star, ThumbsUp, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import { pictureUrl, renditionUrl } from "../api/posts";
import { useI18n } from "../i18n";
import { channelOf, type Feed } from "../models/feed";
import type { Rendition } from "../models/post";
import type { Setting } from "../models/settings";
import { PlatformBadge } from "./PlatformBadge";
import classes from "./preview.module.css";

export type PreviewPicture = { id: string; altText: string; /** Where it is not the stored picture of that id. */ src?: string };

/** Longer texts are folded away behind "See more". In UTF-16 units; LinkedIn's is an estimate, it cuts after three lines. */
const FOLDS: Record<string, number> = { facebook: 477, linkedin: 210, instagram: 125 };

type Props = {
  feed: Feed;
  text: string;
  /** As the feed gets them. */
  settings: Record<Setting, string>;
  pictures: PreviewPicture[];
  /** What the feed is sent of them where it is not the pictures themselves. */
  renditions?: Rendition[];
  when: string;
};

/** A post as its platform would show it: its order of things, its proportions, its colours. */
export function Preview({ feed, text, settings, pictures, renditions = [], when }: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [heeded, setHeeded] = useState(false);
  const hidden = settings.warning !== "" && !heeded;
  const language = settings.language || undefined;
  const fold = FOLDS[feed.platform];
  const folded = fold !== undefined && !open && text.length > fold;
  const shownText = folded ? `${text.slice(0, fold).trimEnd()}… ` : text;
  // On Instagram the text is the picture's caption: below it, after the account's name. On Telegram it is below, too.
  const captioned = feed.platform === "instagram";
  const telegram = feed.platform === "telegram";
  const below = captioned || (telegram && pictures.length > 0);
  const words = (
    <p className={classes.text} lang={language}>
      {captioned && <strong>{feed.account || feed.name} </strong>}
      <Linked text={shownText} platform={feed.platform} />
      {folded && <button type="button" className={classes.seeMore} onClick={() => setOpen(true)}>{t("composer.seeMore")}</button>}
    </p>
  );
  return (
    <article className={classes.preview} data-platform={feed.platform} aria-label={feed.name}>
      <header>
        <Avatar feed={feed} />
        <div className={classes.names}>
          <strong>{(feed.platform === "instagram" && feed.account) || feed.name}</strong>
          {feed.platform !== "instagram" && <span>{feed.platform === "facebook" || feed.platform === "linkedin" ? <>{when} · <Globe size={12} aria-hidden="true" /></> : <>{[handle(feed), ...(feed.platform === "x" || feed.platform === "bluesky" || feed.platform === "threads" ? [when] : [])].filter(Boolean).join(" · ")}</>}</span>}
        </div>
        {feed.platform === "mastodon" && <span className={classes.when}><Seen visibility={settings.visibility} />{when}</span>}
      </header>
      {settings.warning && (
        <p className={classes.warning} lang={language}>
          {settings.warning}
          <button type="button" className={classes.showMore} aria-expanded={heeded} onClick={() => setHeeded(!heeded)}>{t(heeded ? "preview.hide" : "preview.show")}</button>
        </p>
      )}
      {!hidden && text.trim() && !below && words}
      {!hidden && pictures.length > 0 && (
        <div className={classes.pictures} data-count={Math.min(pictures.length, 4)}>
          {pictures.slice(0, 4).map((picture) => {
            const sent = renditions.find((one) => one.media === picture.id);
            return <img key={picture.id} src={picture.src ?? (sent ? renditionUrl(picture.id, sent.id) : pictureUrl(picture.id))} alt={picture.altText} />;
          })}
        </div>
      )}
      <Footer platform={feed.platform} />
      {text.trim() && below && words}
      {telegram && <span className={classes.when}><Eye size={12} aria-hidden="true" /> {when}</span>}
      {captioned && <span className={classes.when}>{when}</span>}
    </article>
  );
}

/** Who sees it, where it is not everybody. */
function Seen({ visibility }: { visibility: string }) {
  const { t } = useI18n();
  if (visibility !== "unlisted" && visibility !== "private") return null;
  const Icon = visibility === "private" ? Lock : Moon;
  return <><Icon size={12} role="img" aria-label={t(`visibility.${visibility}`)} /> </>;
}

function Avatar({ feed }: { feed: Feed }) {
  const [broken, setBroken] = useState(false);
  // The Content-Security-Policy allows pictures of our own origin only: a platform's would not be shown anyway.
  const own = feed.avatar?.startsWith("/") ? feed.avatar : null;
  return (
    <span className={classes.avatar}>
      {own && !broken ? <img src={own} alt="" onError={() => setBroken(true)} /> : Array.from(feed.name)[0]}
      <span className={classes.avatarBadge}><PlatformBadge platform={feed.platform} size={14} /></span>
    </span>
  );
}

/** Empty where nobody is to know it. */
function handle(feed: Feed): string {
  if (!feed.account) return "";
  if (feed.platform === "telegram") return channelOf(feed.account);
  return feed.account.startsWith("@") ? feed.account : `@${feed.account}`;
}

const ICONS: Record<string, LucideIcon[]> = {
  x: [MessageCircle, Repeat2, Heart, ChartNoAxesColumn, Bookmark],
  facebook: [ThumbsUp, MessageCircle, Share2],
  bluesky: [MessageCircle, Repeat2, Heart, Bookmark, Share2],
  linkedin: [ThumbsUp, MessageCircle, Repeat2, Send],
  instagram: [Heart, MessageCircle, Send, Bookmark],
  threads: [Heart, MessageCircle, Repeat2, Send],
  mastodon: [Reply, Repeat2, Star, Bookmark],
};

function Footer({ platform }: { platform: string }) {
  const icons = ICONS[platform];
  if (!icons) return null;
  return <footer aria-hidden="true">{icons.map((Icon, n) => <Icon key={n} size={16} strokeWidth={1.75} />)}</footer>;
}

const LINKS = /(https?:\/\/[^\s<>"，。；！？）】」』]+)|([#＃][\p{L}\p{N}_]+)|(@[\w.-]+(?:@[\w.:-]+)?)/gu;

/** On LinkedIn a mention is written by name and URN, and shown by its name. */
const LINKEDIN_LINKS = /(https?:\/\/[^\s<>"，。；！？）】」』]+)|(#[\p{L}\p{M}\p{N}]+)|@\[([^[\]]+)\]\(urn:li:(?:organization|person):[A-Za-z0-9_-]+\)/gu;

/** Links, hashtags and mentions in the platform's accent; links cut short as the platform does. */
function Linked({ text, platform }: { text: string; platform: string }) {
  const pieces: ReactNode[] = [];
  let last = 0;
  for (const found of text.matchAll(platform === "linkedin" ? LINKEDIN_LINKS : LINKS)) {
    const named = platform === "linkedin" ? found[3] : undefined;
    const trimmed = named ? found[0] : found[0].replace(/[.,;:!?)\]]+$/u, "");
    pieces.push(text.slice(last, found.index));
    pieces.push(<span key={found.index} className={classes.link}>{found[1] ? shortLink(trimmed, platform) : named ?? trimmed}</span>);
    last = found.index + trimmed.length;
  }
  pieces.push(text.slice(last));
  return <>{pieces}</>;
}

function shortLink(link: string, platform: string): string {
  // Bluesky, LinkedIn and Telegram show the text as it was sent.
  if (platform === "facebook" || platform === "bluesky" || platform === "linkedin" || platform === "telegram") return link;
  const bare = link.replace(/^https?:\/\/(www\.)?/u, "");
  return bare.length > 30 ? `${bare.slice(0, 30)}…` : bare;
}
