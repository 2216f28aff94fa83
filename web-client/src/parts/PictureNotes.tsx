import { Info } from "lucide-react";
import { useI18n } from "../i18n";
import type { Feed } from "../models/feed";
import type { Rendition } from "../models/post";
import { platformName } from "./PlatformBadge";
import classes from "./preview.module.css";

/** Those that show several pictures side by side; Instagram's and Threads' are swiped through. */
const MOSAICS = new Set(["x", "facebook", "mastodon", "bluesky", "linkedin", "telegram"]);

/** What happens to the pictures on the way to a feed, so that nothing of it comes as a surprise. */
export function PictureNotes({ feed, pictures, renditions }: { feed: Feed; pictures: { id: string; altText: string }[]; renditions: Rendition[] }) {
  const { t, say } = useI18n();
  const platform = platformName(feed.platform);
  const made = pictures.flatMap((picture, n) => {
    const one = renditions.find((found) => found.media === picture.id);
    return one ? [{ ...one, number: n + 1 }] : [];
  });
  const several = pictures.length < 2 ? null : feed.platform === "instagram" ? "rendition.carousel" : MOSAICS.has(feed.platform) ? "rendition.mosaic" : null;
  const undescribed = feed.capabilities.images.altText === 0 && pictures.some((one) => one.altText.trim());
  if (made.length === 0 && !several && !undescribed) return null;
  return (
    <ul className={classes.notes}>
      {made.map((one) => (
        <li key={one.id}>
          <Info size={14} aria-hidden="true" />
          <span>
            {t(pictures.length > 1 ? "rendition.sentOf" : "rendition.sent", {
              number: one.number, type: formatName(one.type), width: String(one.width), height: String(one.height), bytes: say.bytes(one.bytes),
            })}{" "}
            {one.why.map((why) => t(`rendition.${why}`, { platform })).join(" ")}
          </span>
        </li>
      ))}
      {undescribed && (
        <li>
          <Info size={14} aria-hidden="true" />
          <span>{t("rendition.noAltText", { platform })}</span>
        </li>
      )}
      {several && (
        <li>
          <Info size={14} aria-hidden="true" />
          <span>{t(several, { platform })}</span>
        </li>
      )}
    </ul>
  );
}

/** JPEG from image/jpeg. */
export function formatName(type: string): string {
  return type === "image/webp" ? "WebP" : type.replace("image/", "").toUpperCase();
}
