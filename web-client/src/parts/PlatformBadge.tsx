import classes from "./parts.module.css";

const NAMES: Record<string, string> = {
  x: "X", facebook: "Facebook", mastodon: "Mastodon", bluesky: "Bluesky", linkedin: "LinkedIn", instagram: "Instagram", threads: "Threads", telegram: "Telegram",
};

export function platformName(id: string): string {
  return NAMES[id] ?? id;
}

/** A platform's sign in its own colour; drawn small, so each is one or two plain strokes. */
export function PlatformBadge({ platform, size = 16 }: { platform: string; size?: number }) {
  return (
    <svg className={classes.badge} data-platform={platform} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <rect width="16" height="16" rx="4" />
      {platform === "x" && <path d="M4.4 4.4l7.2 7.2M11.6 4.4l-7.2 7.2" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />}
      {platform === "facebook" && <path d="M8.9 13V8.7h1.6l.3-1.9H8.9V5.7c0-.6.3-1 1-1h.9V3.1c-.3 0-.8-.1-1.3-.1-1.5 0-2.5.9-2.5 2.5v1.3H5.3v1.9H7V13z" fill="currentColor" />}
      {platform === "mastodon" && <path d="M4.3 10.8V7c0-1.2.8-2 1.9-2S8 5.7 8 6.8v1.7V6.8C8 5.7 8.7 5 9.8 5s1.9.8 1.9 2v3.8" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />}
      {platform === "bluesky" && <path d="M8 7.3C7 5.2 5.2 3.9 4.2 3.9c-1 0-1.1 1.2-.9 2.4.2 1.4 1.1 2.1 2.7 2-1.6.3-2.1 1.3-1.1 2.3 1.5 1.5 2.6-.1 3.1-1.6.5 1.5 1.6 3.1 3.1 1.6 1-1 .5-2-1.1-2.3 1.6.1 2.5-.6 2.7-2 .2-1.2.1-2.4-.9-2.4S9 5.2 8 7.3z" fill="currentColor" />}
      {platform === "linkedin" && <path d="M4.5 7v4.8M4.5 4.4v.1M7.4 11.8V7M7.4 9.1c0-1.3.8-2.1 2-2.1s2.1.8 2.1 2.1v2.7" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />}
      {platform === "instagram" && <path d="M5.8 3.7h4.4a2.1 2.1 0 0 1 2.1 2.1v4.4a2.1 2.1 0 0 1-2.1 2.1H5.8a2.1 2.1 0 0 1-2.1-2.1V5.8a2.1 2.1 0 0 1 2.1-2.1zM10.1 8a2.1 2.1 0 1 1-4.2 0 2.1 2.1 0 0 1 4.2 0zM10.4 5.5v.1" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" />}
      {platform === "threads" && <path d="M11.6 6.2C11.2 4.6 10 3.7 8.1 3.7 5.6 3.7 4.3 5.3 4.3 8s1.3 4.3 3.8 4.3c2 0 3.4-1 3.4-2.5 0-1.6-1.4-2.4-3.1-2.4-1.2 0-2 .5-2 1.3 0 .8.7 1.2 1.6 1.2 1.2 0 1.8-.8 1.8-2 0-1.3-.6-1.9-1.7-1.9-.7 0-1.2.2-1.5.7" fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinecap="round" />}
      {platform === "telegram" && <path d="M13 3.5L2.9 7.4l3.2 1.3 4.7-3.1-3.5 3.9 3.8 2.9zM6.5 9.6v2.9l1.6-1.7z" fill="currentColor" />}
      {!(platform in NAMES) && <circle cx="8" cy="8" r="3" fill="currentColor" />}
    </svg>
  );
}
